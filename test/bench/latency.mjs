import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { startServer } from './server.mjs'

const WARM_UP = 100
const KEYSTROKES = 500

/** Milliseconds from each keystroke in a test file of 2,000 lines to its diagnostics, through a real session; beside it an empty request as the floor. */
export async function keystrokes({ name, languageId, text, line, indent }) {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'demock-bench-')))
  const server = await startServer(folder)
  const { connection } = server
  const uri = pathToFileURL(path.join(folder, name)).toString()
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 0, text } })
  const diagnostics = []
  const floor = []
  let found = 0
  for (let i = 0; i < WARM_UP + KEYSTROKES; i++) {
    const start = performance.now()
    const at = { line, character: indent + i }
    void connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: i + 1 }, contentChanges: [{ range: { start: at, end: at }, text: 'x' }],
    })
    const report = await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } })
    const took = performance.now() - start
    found = report.items.length
    const empty = performance.now()
    await connection.sendRequest('demock/nothing').catch(() => {})
    if (i < WARM_UP) continue
    diagnostics.push(took)
    floor.push(performance.now() - empty)
  }
  await server.stop()
  await rm(folder, { recursive: true, force: true })
  return { lines: text.split('\n').length, found, diagnostics, floor }
}
