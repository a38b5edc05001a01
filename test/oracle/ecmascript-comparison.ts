import { linesOf } from '../../server/src/core/text/lines.ts'
import { describeByReader } from './ecmascript-description.ts'
import type { TypeScript } from './typescript-api.ts'
import { describeByTypescript } from './typescript-description.ts'

/** What has been compared so far, and where the reader and TypeScript differ. */
export interface Comparison {
  files: number
  rejected: number
  characters: number
  readonly counts: Map<string, number>
  readonly differences: string[]
}

export function newComparison(): Comparison {
  return { files: 0, rejected: 0, characters: 0, counts: new Map(), differences: [] }
}

/** Compares one text; of each kind of fact only the first difference in it is kept. */
export function compareText(ts: TypeScript, path: string, text: string, into: Comparison): void {
  const theirs = describeByTypescript(ts, path, text)
  if (!theirs) {
    into.rejected++
    return
  }
  into.files++
  into.characters += text.length
  const ours = describeByReader(path, text)
  compareTokens(path, text, theirs.tokens, ours.tokens, into)
  for (const [kind, lines] of theirs.facts) compareLines(path, text, kind, lines, ours.facts.get(kind) ?? [], into)
}

function count(into: Comparison, kind: string, number: number): void {
  into.counts.set(kind, (into.counts.get(kind) ?? 0) + number)
}

function differ(into: Comparison, path: string, text: string, offset: number, message: string): void {
  const { line, column } = linesOf(text).positionAt(offset)
  into.differences.push(`${path}:${line + 1}:${column + 1} ${message} at ${JSON.stringify(text.slice(offset, offset + 40))}`)
}

function compareTokens(path: string, text: string, theirs: readonly number[], ours: readonly number[], into: Comparison): void {
  count(into, 'token', theirs.length / 2)
  let at = 0
  while (at < theirs.length && theirs[at] === ours[at]) at++
  if (at === theirs.length && at === ours.length) return
  const place = at - (at % 2)
  const told = (list: readonly number[]): string => `${list[place] ?? 'none'}-${list[place + 1] ?? 'none'}`
  differ(into, path, text, Math.min(theirs[place] ?? text.length, ours[place] ?? text.length), `token: TypeScript ${told(theirs)}, reader ${told(ours)}`)
}

function compareLines(path: string, text: string, kind: string, theirs: readonly string[], ours: readonly string[], into: Comparison): void {
  count(into, kind, theirs.length)
  const known = new Set(ours)
  const wanted = new Set(theirs)
  const missing = theirs.find((line) => !known.has(line))
  const extra = ours.find((line) => !wanted.has(line))
  if (missing !== undefined) differ(into, path, text, Number.parseInt(missing, 10), `${kind}: only TypeScript has ${missing}`)
  if (extra !== undefined) differ(into, path, text, Number.parseInt(extra, 10), `${kind}: only the reader has ${extra}`)
  const repeated = missing === undefined && extra === undefined && theirs.length !== ours.length
  if (repeated) differ(into, path, text, 0, `${kind}: TypeScript has ${theirs.length}, the reader ${ours.length}`)
}
