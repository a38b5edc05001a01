import { run } from './cli/run.ts'
import { processTerminal } from './cli/terminal.ts'

void run(process.argv.slice(2), processTerminal()).then((code) => {
  if (code !== undefined) process.exitCode = code
})
