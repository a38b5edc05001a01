import type {
  Assignment, Binding, Chain, ClassFact, Decorator, FunctionFact, Import, Link, Parameter, Problem, Scope, Statement, Value, WithItem,
} from '../../model/facts.ts'
import type { Block } from './blocks.ts'
import type { Frame } from './frames.ts'
import { DEDENT, END, INDENT, NAME, NEWLINE, NON_ASCII, SEMICOLON } from './kinds.ts'
import type { Scan } from './scan.ts'

/** Facts under construction: the same objects as in the model, with the properties that become known later. */
export type Open<T> = { -readonly [K in keyof T]: T[K] }
export interface OpenSpan {
  start: number
  end: number
}
export interface OpenChain extends Chain {
  span: OpenSpan
  links: Link[]
}
export interface OpenStatement extends Open<Statement> {
  span: OpenSpan
}
export interface OpenScope extends Scope {
  span: OpenSpan
}
export interface OpenAssignment extends Open<Assignment> {
  span: OpenSpan
  targets: Value[]
}
export interface OpenFunction extends Open<FunctionFact> {
  span: OpenSpan
  parametersSpan: OpenSpan
  body: OpenSpan
  parameters: Parameter[]
}
export interface OpenClass extends Open<ClassFact> {
  span: OpenSpan
  body: OpenSpan
}

/** State of one run over the tokens of a text: where it stands, what is open, and the facts found so far. */
export interface Reader {
  readonly text: string
  readonly kinds: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly flags: Uint8Array
  /** Index of the current token. */
  at: number
  /** End of the last token read; line ends, indentation and semicolons do not count. */
  lastEnd: number
  /** Innermost scope and statement. */
  scope: number
  statement: number
  /** Open brackets, lambdas and strings of the current expression; frames are reused, the first `depth` are open. */
  readonly frames: Frame[]
  depth: number
  /** Operands of all open frames. */
  readonly operands: Value[]
  /** Whether the last token ended an operand, so that a bracket would call or index it. */
  operandReady: boolean
  /** Offset of an `await` whose operand has not come yet, or -1. */
  awaitAt: number
  /** Open blocks, the module first. */
  readonly blocks: Block[]
  /** Decorators whose function or class has not come yet, and its statement or -1. */
  pendingDecorators: number[]
  pendingDefinition: number
  readonly imports: Import[]
  readonly scopes: OpenScope[]
  readonly bindings: Binding[]
  readonly statements: OpenStatement[]
  readonly assignments: OpenAssignment[]
  readonly withItems: WithItem[]
  readonly functions: OpenFunction[]
  readonly classes: OpenClass[]
  readonly decorators: Decorator[]
  readonly chains: OpenChain[]
  readonly problems: Problem[]
  /** Names that `global` and `nonlocal` take out of a scope. */
  readonly redirects: Map<number, Map<string, 'global' | 'nonlocal'>>
  /** Bindings of names declared `nonlocal`: their scope is known at the end only. */
  readonly nonlocals: Open<Binding>[]
}

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

export function startOfToken(reader: Reader): number {
  return reader.starts[reader.at] ?? reader.text.length
}

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

export function addScope(reader: Reader, kind: Scope['kind'], parent: number, start: number): number {
  return reader.scopes.push({ kind, parent, span: { start, end: start } }) - 1
}

/** Ends a scope at the last token read. */
export function endScope(reader: Reader, scope: number): void {
  const ended = reader.scopes[scope]
  if (ended) ended.span.end = Math.max(ended.span.start, reader.lastEnd)
}
