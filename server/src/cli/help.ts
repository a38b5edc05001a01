export const HELP = `demock – finds the mocks of test code and says what real thing each stands in for

Usage
  demock scan [paths…]   count the mocks in files and folders (default: this folder)
  demock explain <file>:<line>[:<column>]
                         say how names there were resolved, and why something is a mock or is none
  demock convert [paths…] --service websocket
                         put the real service in the place of its mocks; without --write it
                         only prints the diff
  demock lsp --stdio     run the language server for an editor
  demock --help | --version

Options of scan, explain and convert
  --format text|json     default: text
  --config <file>        settings instead of demock.json in this folder
  --no-progress          (scan only) draw no progress, also on a terminal
  --no-cache             (scan only) read every file, also those that have not changed
  --service <service>    (convert only) whose mocks
  --dry-run | --write    (convert only) print the diff (default) | write the files
  --review               (convert only) also those that leave a place to finish by hand

Exit codes
  0  no mocks but allowed ones     1  mocks found, or left     2  wrong use, nothing scanned, or failure     130  interrupted
`
