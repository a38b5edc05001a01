import { isAbsolute, relative, resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'
import { explain, languageOf } from '../core/demock.ts'
import { createLinker } from '../core/linking/linker.ts'
import { textOfExplanation } from '../core/reports/explanation-text.ts'
import { linesOf } from '../core/text/lines.ts'
import { LARGEST_FILE } from '../workspace/count-candidates.ts'
import { decode } from '../workspace/decode.ts'
import { reasonOf } from '../workspace/discover.ts'
import type { Host } from '../workspace/host.ts'
import { linkedFiles } from '../workspace/linked-files.ts'
import { createNodeHost } from '../workspace/node-host.ts'
import { loadSettings } from '../workspace/settings.ts'
import { textReader } from '../workspace/text-reader.ts'
import { EXIT_CLEAN } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** `demock explain FILE:LINE[:COLUMN]`: the exit code. Throws a UsageError for a place that is not there. */
export async function runExplain(args: readonly string[], terminal: Terminal): Promise<number> {
  const { file, line, column, format, config } = explainArguments(args)
  const root = terminal.folder
  const host = createNodeHost((_level, message) => terminal.error(`demock: ${message}\n`))
  const path = relative(root, resolve(root, file)).split(sep).join('/')
  const text = readText(file, resolve(root, file), host)
  checkPlace(text, file, line, column)
  const { settings, problems } = loadSettings(root, host, config)
  for (const problem of problems) terminal.error(`${problem.path}:${problem.line}:${problem.column}: ${problem.message}\n`)
  const read = textReader(root, host)
  const isOutside = path.startsWith('../') || isAbsolute(path)
  const linked = isOutside ? {} : { surroundings: createLinker(linkedFiles(root, read, host), settings).surroundingsOf(path) }
  const explanation = explain({ path, text }, settings, { line, column }, { read, today: host.today(), ...linked })
  await terminal.out(format === 'json' ? `${JSON.stringify({ version: 1, ...explanation }, undefined, 2)}\n` : textOfExplanation(explanation, terminal.outColours))
  return EXIT_CLEAN
}

interface ExplainArguments {
  readonly file: string
  readonly line: number
  readonly column: number | undefined
  readonly format: 'text' | 'json'
  readonly config: string | undefined
}

function explainArguments(args: readonly string[]): ExplainArguments {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { format: { type: 'string' }, config: { type: 'string' } } })
  const { format = 'text', config } = values
  if (format !== 'text' && format !== 'json') throw new UsageError(`--format ${format}: must be text or json`)
  const [place, ...others] = positionals
  if (place === undefined || others.length > 0) throw new UsageError('name one place, as in "demock explain tests/test_chat.py:12" or "demock explain tests/test_chat.py:12:8"')
  const match = /^(.+?):(\d+)(?::(\d+))?$/.exec(place)
  if (!match?.[1]) throw new UsageError(`"${place}" names no line: write "${place}:12" for line 12`)
  return { file: match[1], line: Number(match[2]), column: match[3] === undefined ? undefined : Number(match[3]), format, config }
}

function readText(file: string, absolute: string, host: Host): string {
  const state = host.stat(absolute)
  if (!state) throw new UsageError(`there is no file "${file}"; check the spelling`)
  if (state.kind !== 'file') throw new UsageError(`"${file}" is no file`)
  if (!languageOf(absolute)) throw new UsageError(`"${file}" is neither Python nor JavaScript nor TypeScript`)
  let decoded: ReturnType<typeof decode>
  try {
    decoded = decode(host.readFile(absolute, LARGEST_FILE))
  } catch (error) {
    throw new UsageError(`"${file}" cannot be read: ${reasonOf(error)}`)
  }
  if (!('text' in decoded)) throw new UsageError(`"${file}" is not read: ${decoded.reason}`)
  return decoded.text
}

function checkPlace(text: string, file: string, line: number, column: number | undefined): void {
  const lines = linesOf(text)
  const last = lines.count > 1 && lines.startOf(lines.count - 1) === text.length ? lines.count - 1 : lines.count
  if (line < 1 || line > last) throw new UsageError(`"${file}" has no line ${line}: it has ${last === 1 ? 'one line' : `${last} lines`}`)
  if (column === undefined) return
  const start = lines.startOf(line - 1)
  const length = (line < lines.count ? lines.startOf(line) : text.length) - start
  const width = text.slice(start, start + length).replace(/[\r\n]+$/, '').length
  if (column < 1 || column > width + 1) throw new UsageError(`line ${line} of "${file}" has no column ${column}: it has ${width === 1 ? 'one' : width}`)
}
