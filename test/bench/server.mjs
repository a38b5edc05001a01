import { spawn } from 'node:child_process'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node'
import { ROOT } from '../../scripts/installed-folder.mjs'

const CAPABILITIES = {
  textDocument: { diagnostic: { dynamicRegistration: true, relatedInformation: true, codeDescriptionSupport: true, dataSupport: true } },
  workspace: { workspaceFolders: true, configuration: true, diagnostics: { refreshSupport: true } },
  window: { workDoneProgress: true },
}

/** The options of V8 with which the extension starts the server (client/src/language-client.ts). */
const OPTIONS = ['--max-semi-space-size=64', '--min-semi-space-size=16']

/** The built server in a process of its own, with a folder open, as VS Code starts it. */
export async function startServer(folder) {
  const clock = path.join(ROOT, 'test', 'bench', 'answer-clock.cjs')
  const child = spawn(process.execPath, [...OPTIONS, '--require', clock, path.join(ROOT, 'dist', 'server.cjs'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit', 'pipe'] })
  const written = text(child.stdio[3])
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin))
  connection.onRequest('workspace/configuration', ({ items }) => items.map(() => ({})))
  connection.onRequest('client/registerCapability', () => null)
  connection.onRequest('workspace/diagnostic/refresh', () => null)
  connection.listen()
  const uri = pathToFileURL(folder).toString()
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: uri, capabilities: CAPABILITIES, workspaceFolders: [{ uri, name: 'bench' }] })
  await connection.sendNotification('initialized', {})
  return {
    pid: child.pid,
    connection,
    /** Ends the server, and gives when it had written each report of diagnostics, in nanoseconds as `process.hrtime.bigint()` counts them. */
    async stop() {
      await connection.sendRequest('shutdown')
      await connection.sendNotification('exit')
      await new Promise((resolve) => child.once('exit', resolve))
      connection.dispose()
      return JSON.parse(await written).map(BigInt)
    },
  }
}
