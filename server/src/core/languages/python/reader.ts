import type { Scope } from '../../model/facts.ts'
import { DEDENT, END, INDENT, NAME, NEWLINE, NON_ASCII, SEMICOLON } from './kinds.ts'
import type { Scan } from './scan.ts'
import type { Reader } from './state.ts'

/** A reader at the first token of a scanned text. */
export function createReader(text: string, scan: Scan): Reader {
  return {
    text, kinds: scan.kinds, starts: scan.starts, ends: scan.ends, flags: scan.flags, at: 0, lastEnd: 0, scope: 0, statement: -1, frames: [], depth: 0,
    operands: [], operandReady: false, awaitAt: -1, blocks: [], pendingDecorators: [], pendingDefinition: -1, imports: [], scopes: [{ kind: 'module', parent: -1, span: { start: 0, end: text.length } }], bindings: [],
    statements: [], assignments: [], withItems: [], functions: [], classes: [], decorators: [], chains: [], problems: scan.problems, redirects: new Map(), nonlocals: [],
  }
}

/** The kind of the token `distance` ahead; END beyond the last one. */
export function kindAt(reader: Reader, distance: number): number {
  return reader.kinds[reader.at + distance] ?? END
}

/** Offset at which the current token begins. */
export function startOfToken(reader: Reader): number {
  return reader.starts[reader.at] ?? reader.text.length
}

/** Offset at which the current token ends. */
export function endOfToken(reader: Reader): number {
  return reader.ends[reader.at] ?? reader.text.length
}

/** Reads over the current token. */
export function advance(reader: Reader): void {
  const kind = reader.kinds[reader.at] ?? END
  if (kind === END) return
  if (kind !== NEWLINE && kind !== SEMICOLON && kind !== INDENT && kind !== DEDENT) reader.lastEnd = reader.ends[reader.at] ?? reader.lastEnd
  reader.at++
}

/** Reads over the current token if it is of that kind. */
export function accept(reader: Reader, kind: number): boolean {
  if (kindAt(reader, 0) !== kind) return false
  advance(reader)
  return true
}

/** The name that is the current token, in the normal form in which Python compares names (Language Reference 2.3). */
export function nameOfToken(reader: Reader): string {
  const name = reader.text.slice(reader.starts[reader.at], reader.ends[reader.at])
  return (reader.flags[reader.at] ?? 0) & NON_ASCII ? name.normalize('NFKC') : name
}

/** Whether the current token is that soft keyword. */
export function atWord(reader: Reader, word: string): boolean {
  return kindAt(reader, 0) === NAME && endOfToken(reader) - startOfToken(reader) === word.length && reader.text.startsWith(word, startOfToken(reader))
}

/** Adds a scope, open-ended as yet, and gives its index. */
export function addScope(reader: Reader, kind: Scope['kind'], parent: number, start: number): number {
  return reader.scopes.push({ kind, parent, span: { start, end: start } }) - 1
}

/** Ends a scope at the last token read. */
export function endScope(reader: Reader, scope: number): void {
  const ended = reader.scopes[scope]
  if (ended) ended.span.end = Math.max(ended.span.start, reader.lastEnd)
}
