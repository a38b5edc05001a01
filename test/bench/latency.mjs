import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { startServer } from './server.mjs'

const WARM_UP = 100
const KEYSTROKES = 500

/** Characters of a line before the next one is begun. */
const LINE = 40

/**
 * Milliseconds from each keystroke in a test file of 2,000 lines to its diagnostics, through a real session; beside it an empty request as the floor.
 * Types lines of a comment one below the other, as one does; like an editor it names the diagnostics it has, so that they need not be sent again.
 */
export async function keystrokes({ name, languageId, text: start, line, indent, comment }) {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'demock-bench-')))
  const server = await startServer(folder)
  const { connection } = server
  const uri = pathToFileURL(path.join(folder, name)).toString()
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 0, text: start } })
  const diagnostics = []
  const floor = []
  let found = 0
  let previousResultId
  let typed = 0
  let at = { line, character: indent }
  for (let i = 0; i < WARM_UP + KEYSTROKES; i++) {
    const began = performance.now()
    const newLine = ++typed % LINE === 0
    const text = newLine ? `\n${' '.repeat(indent - comment.length)}${comment}` : 'x'
    void connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: i + 1 }, contentChanges: [{ range: { start: at, end: at }, text }],
    })
    const report = await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri }, previousResultId })
    const took = performance.now() - began
    at = newLine ? { line: at.line + 1, character: indent } : { line: at.line, character: at.character + 1 }
    previousResultId = report.resultId
    if (report.kind === 'full') found = report.items.length
    const empty = performance.now()
    await connection.sendRequest('demock/nothing').catch(() => {})
    if (i < WARM_UP) continue
    diagnostics.push(took)
    floor.push(performance.now() - empty)
  }
  await server.stop()
  await rm(folder, { recursive: true, force: true })
  return { lines: start.split('\n').length, found, diagnostics, floor }
}
