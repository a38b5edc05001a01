export const HELP = `demock – finds the mocks of test code and says what real thing each stands in for

Usage
  demock scan [paths…]   count the mocks in files and folders (default: this folder)
  demock explain <file>:<line>[:<column>]
                         say how names there were resolved, and why something is a mock or is none
  demock lsp --stdio     run the language server for an editor
  demock --help | --version

Options of scan and explain
  --format text|json     default: text
  --config <file>        settings instead of demock.json in this folder
  --no-progress          (scan only) draw no progress, also on a terminal
  --no-cache             (scan only) read every file, also those that have not changed

Exit codes
  0  no mocks but allowed ones     1  mocks found     2  wrong use, nothing scanned, or failure     130  interrupted
`
