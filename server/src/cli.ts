import { run } from './cli/run.ts'
import { processTerminal } from './cli/terminal.ts'

async function serve(): Promise<void> {
  const { startStdioServer } = await import('./lsp/stdio.ts')
  startStdioServer()
}

void run(process.argv.slice(2), processTerminal(), serve).then((code) => {
  if (code !== undefined) process.exitCode = code
})
