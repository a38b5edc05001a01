export const HELP = `demock – finds the mocks of test code and says what real thing each stands in for

Usage
  demock scan [paths…]   count the mocks in files and folders (default: this folder)
  demock explain <file>:<line>[:<column>]
                         say how names there were resolved, and why something is a mock or is none
  demock convert [paths…] --service websocket
                         put the real service in the place of its mocks; without --write it
                         only prints the diff; <file>:<line>[:<column>] means the mock there
  demock check [paths…]  fail when there are mocks that the baseline does not know, or that are gone from it
  demock check --since <ref>
                         the same against the commit where this branch left another one
  demock baseline create | update --reason "…" | prune
                         write down today's mocks | let new ones in | take out what is gone
  demock report          the state of the programme: mocks by phase, folder and owner, what can be converted,
                         event contracts, and what has changed
  demock report --history [--by-author]
                         the same with the trend over the commits of this branch, and who adds mocks
  demock lsp --stdio     run the language server for an editor
  demock --help | --version

Options
  --format text|json     default: text; scan and check also: sarif, gitlab, junit, github, markdown;
                         report: markdown (default), html, json
  --against <ref>|baseline  (report) what today's mocks are compared with
  --phase <number>|<name>   (report) only the mocks of this phase ("phases" of demock.json)
  --proofs <file>        (report) what "demock convert --verify --format json" has told
  --links <address>      (report) of the folder that links to lines lead to
  --points <number>      (report --history) the most commits that are counted; default 100
  --commits <number>     (report --by-author) the most commits that are asked; default 5000
  --config <file>        settings instead of demock.json in this folder
  --no-progress          (scan, check, baseline, report, convert --verify) draw no progress, also on a terminal
  --no-cache             (scan, check, baseline, report) read every file, also those that have not changed
  --baseline <file>      (check, baseline) instead of demock-baseline.jsonl in this folder
  --service <service>    (convert only) whose mocks
  --dry-run | --write    (convert only) print the diff (default) | write the files
  --review               (convert only) also those that leave a place to finish by hand
  --verify               (convert only) prove each file in a copy of the work tree: tests green before and
                         after, and red for what breaks the code as they were; takes back what is not
  --python <program>     (convert --verify) the interpreter that runs the tests
  --timeout <seconds>    (convert --verify) for one run of tests; default: "verify" of demock.json, or 120
  --mutants <number>     (convert --verify) the most breakages that are tried for a file; default 24
  --again                (convert --verify) prove also what an earlier run has proven

Exit codes
  0  no mocks but allowed ones; passed     1  mocks found, or left; failed     2  wrong use, nothing scanned, or failure     130  interrupted
`
