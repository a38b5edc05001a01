import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { python } from '../../server/src/core/languages/python/python.ts'
import { linesOf } from '../../server/src/core/text/lines.ts'
import { violatedLaw } from '../core/languages/python-laws.ts'
import { describePython } from './python-description.ts'

const ORACLE = fileURLToPath(new URL('python_oracle.py', import.meta.url))
const KINDS = new Map([
  ['T', 'tokens'], ['I', 'imports'], ['K', 'calls'], ['J', 'calls in f-strings'], ['D', 'definitions'], ['G', 'decorators'], ['L', 'lambdas'], ['Q', 'awaits'],
  ['N', 'names'], ['A', 'members'], ['X', 'subscripts'], ['S', 'statements'], ['W', 'with statements'], ['V', 'assignments'], ['B', 'scopes'],
])
const SHOWN = 20
const PIECE = 1500

it("agrees with CPython's tokenize, ast and symtable on every file of its library", async () => {
  const totals = new Map<string, number>()
  const rejected = new Map<string, number>()
  const differences: string[] = []
  let files = 0
  let lines: string[] = []
  for await (const line of oracleLines()) {
    if (line.startsWith('R ')) {
      const reason = line.split(' ')[1] ?? ''
      rejected.set(reason, (rejected.get(reason) ?? 0) + 1)
    } else if (line === 'E') {
      files++
      compare(lines, totals, differences)
      lines = []
    } else lines.push(line)
  }
  const counts = [...totals].map(([letter, count]) => `${count} ${KINDS.get(letter)}`).join(', ')
  console.log(`compared ${files} files: ${counts}; rejected by CPython: ${JSON.stringify(Object.fromEntries(rejected))}`)
  expect(differences.length, differences.slice(0, SHOWN).join('\n')).toBe(0)
  expect(files).toBeGreaterThan(500)
})

/** The oracle's output, line by line, so that it is never in memory as a whole. */
async function* oracleLines(): AsyncGenerator<string> {
  const oracle = spawn(process.env['DEMOCK_PYTHON'] ?? 'python3', [ORACLE], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve, reject) => {
    oracle.once('error', reject)
    oracle.once('close', resolve)
  })
  yield* createInterface({ input: oracle.stdout, crlfDelay: Infinity })
  expect(await ended, 'exit code of the oracle').toBe(0)
}

/** Pieces of the file are broken Python: the laws hold for them too. Where they are cut follows from the length of the text. */
function lawlessPieces(path: string, text: string): readonly string[] {
  const cut = (text.length * 7919) % (text.length / 2 + 1) | 0
  return [text.slice(cut, cut + PIECE), text.slice(-PIECE + 40, -40)].flatMap((piece) => {
    const law = violatedLaw(piece)
    return law === undefined ? [] : [`${path}: in a piece of ${piece.length} units: ${law}`]
  })
}

/** Compares the block of one file, kind by kind; notes the first difference of each kind. */
function compare(lines: readonly string[], totals: Map<string, number>, differences: string[]): void {
  const path = lines[0]?.slice(2) ?? ''
  const decoded = lines.find((line) => line.startsWith('U '))
  const text = decoded ? String(JSON.parse(decoded.slice(2))) : readFileSync(path, 'utf8')
  differences.push(...lawlessPieces(path, text))
  const described = describePython(text, python.tokenize(text, path), python.read(text, path))
  for (const line of lines) {
    const letter = line.charAt(0)
    const ours = described.get(letter)
    if (!ours) continue
    totals.set(letter, (totals.get(letter) ?? 0) + ours.length)
    const written = ours.length > 0 ? `${letter} ${ours.join(' ')}` : letter
    if (written === line) continue
    const theirs = line.split(' ').slice(1)
    let at = 0
    while (theirs[at] === ours[at]) at++
    const offset = Number.parseInt((theirs[at] ?? ours[at] ?? '').replace(/^\D+/, ''), 10)
    const place = Number.isNaN(offset) ? '' : `:${linesOf(text).positionAt(offset).line + 1}`
    differences.push(`${path}${place}: ${KINDS.get(letter)} ${at}: CPython ${theirs[at] ?? 'none'}, reader ${ours[at] ?? 'none'}`)
  }
}
