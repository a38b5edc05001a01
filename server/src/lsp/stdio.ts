import { join } from 'node:path'
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import type { Connection } from 'vscode-languageserver/node'
import { URI } from 'vscode-uri'
import type { LogLevel } from '../workspace/host.ts'
import { createNodeHost } from '../workspace/node-host.ts'
import { startServer } from './start.ts'

/** Serves an editor over standard input and output: `demock lsp --stdio`. */
export function startStdioServer(): void {
  serve(createConnection(ProposedFeatures.all, process.stdin, process.stdout))
}

/** Serves the parent process over the channel that its command line names: `--node-ipc`, `--stdio`, `--pipe=` or `--socket=`. */
export function startNamedServer(): void {
  serve(createConnection(ProposedFeatures.all))
}

/** Standard output belongs to the protocol: all that is logged goes to the client's log. The folder of the bundle tells where the rest is. */
function serve(connection: Connection): void {
  const host = createNodeHost((level, message) => writerOf(connection, level)(message))
  const documentation = URI.file(join(__dirname, '..', 'docs', 'diagnostics.md')).toString()
  startServer(connection, host, { workerFile: join(__dirname, 'scan-worker.cjs'), commandFile: join(__dirname, 'cli.cjs'), documentation })
}

function writerOf({ console: log }: Connection, level: LogLevel): (message: string) => void {
  switch (level) {
    case 'error': return (message) => log.error(message)
    case 'warn': return (message) => log.warn(message)
    case 'info': return (message) => log.info(message)
    case 'debug': return (message) => log.debug(message)
  }
}
