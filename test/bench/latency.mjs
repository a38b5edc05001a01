import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { processorTimeOf } from './measure.mjs'
import { startServer } from './server.mjs'

const WARM_UP = 100
const KEYSTROKES = 500
const CLOSING = { '(': ')', '[': ']', '{': '}', '"': '"', "'": "'" }

/**
 * Milliseconds from each keystroke in a test file of 2,000 lines to its diagnostics, through a real session: until the server has written them, and until the client
 * has read them. Beside it an empty request as the floor, and the processor time of the server for each, which other work of the machine does not change.
 * Types a line again and again, each below the one before, as one does. Like an editor it names the diagnostics it has, so that they need not be sent again, closes
 * brackets and quotes as soon as they are opened, and goes over what it has closed when that is typed (`editor.autoClosingBrackets` and `…Quotes` of VS Code, whose default this is).
 * `typed` begins with the blanks of the line.
 */
export async function keystrokes({ name, languageId, text: start, line }, typed) {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'demock-bench-')))
  const server = await startServer(folder)
  const { connection } = server
  const uri = pathToFileURL(path.join(folder, name)).toString()
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 0, text: start } })
  const sent = []
  const diagnostics = []
  const floor = []
  let found = 0
  let previousResultId
  const keys = [`\n${/^ */.exec(typed)[0]}`, ...typed.trimStart()]
  let at = { line, character: start.split('\n')[line].length }
  let closed = ''
  let busy
  for (let i = 0; i < WARM_UP + KEYSTROKES; i++) {
    if (i === WARM_UP) busy = processorTimeOf(server.pid)
    sent.push(process.hrtime.bigint())
    const began = performance.now()
    const key = keys[i % keys.length]
    const goesOver = closed[0] === key
    closed = goesOver ? closed.slice(1) : (CLOSING[key] ?? '') + closed
    void connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: i + 1 },
      contentChanges: [goesOver ? { range: { start: at, end: { ...at, character: at.character + 1 } }, text: key } : { range: { start: at, end: at }, text: key + (CLOSING[key] ?? '') }],
    })
    const report = await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri }, previousResultId })
    const took = performance.now() - began
    at = key.length > 1 ? { line: at.line + 1, character: key.length - 1 } : { line: at.line, character: at.character + 1 }
    previousResultId = report.resultId
    if (report.kind === 'full') found = report.items.length
    const empty = performance.now()
    await connection.sendRequest('demock/nothing').catch(() => {})
    if (i < WARM_UP) continue
    diagnostics.push(took)
    floor.push(performance.now() - empty)
  }
  const processor = busy === undefined ? undefined : ((processorTimeOf(server.pid) - busy) * 1000) / KEYSTROKES
  const written = await server.stop()
  await rm(folder, { recursive: true, force: true })
  return { lines: start.split('\n').length, found, answered: sent.map((time, key) => Number(written[key] - time) / 1e6).slice(WARM_UP), diagnostics, floor, processor }
}
