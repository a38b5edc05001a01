/** The edits of one replacement while they are collected. */
import type { Call, Chain, ClassFact, Facts, FunctionFact, Value } from '../../../model/facts.ts'
import type { FileChange, ReadFile, Remark } from '../../../model/replacement.ts'
import type { FileReport } from '../../../model/report.ts'
import type { RewriteRequest } from '../../service.ts'
import type { TextEdit } from '../../../text/edits.ts'
import type { Span } from '../../../text/span.ts'
import { textOf } from '../../../text/span.ts'
import type { Fake } from './fake.ts'
import type { Stack } from './stacks/stack.ts'
import { foldersOf, inFolder } from './pytest-settings.ts'

export interface Draft {
  readonly text: string
  readonly facts: Facts
  readonly report: FileReport
  /** What the double stands for. */
  stack: Stack
  readonly eol: string
  readonly edits: TextEdit[]
  /** Places the user must finish. */
  readonly remarks: Remark[]
  readonly refusals: Remark[]
  /** Statements that go away as a whole. */
  readonly deleted: Set<number>
  /** Functions that must be `async def`. */
  readonly awaiting: Set<number>
  /** Helpers of the test file that read calls, and became async already. */
  readonly helpers: Set<number>
  /** Functions that set up tests and became async already. */
  readonly started: Set<number>
  /** Uses that are rewritten already. */
  readonly handled: Set<Chain>
  /** Parameters that are added already: function and name. */
  readonly parameters: Set<string>
  /** Names to import: of the support file, and modules. */
  readonly supportNames: Set<string>
  /** Fixtures of the support file that functions take now. */
  readonly fixtures: Set<string>
  /** Unittest classes that can open connections now. */
  readonly mixedIn: Set<number>
  readonly read: ReadFile
  /** Finds the files that use what a conftest.py defines. */
  usersOf: RewriteRequest['usersOf']
  /** Reads another Python file; undefined where only this one can be known. */
  factsOf: RewriteRequest['factsOf']
  /** The hand-written class that is replaced, when it is one. */
  fake: Fake | undefined
  /** Places of the uses of such a class that are converted, and the functions they stand in. */
  readonly owned: Set<string>
  readonly owners: Set<number>
  /** Starts of lines that move to the left, because the block around them goes. */
  readonly outdented: Span[]
  /** Other files that change. */
  readonly files: FileChange[]
  /** Texts of the conftest.py files from the test's folder up. */
  readonly conftests: () => readonly string[]
  readonly modules: Set<string>
}

export function newDraft(text: string, report: FileReport, read: ReadFile, stack: Stack): Draft {
  return {
    text, facts: report.facts, report, stack, eol: text.includes('\r\n') ? '\r\n' : '\n', edits: [], remarks: [], refusals: [], deleted: new Set(),
    awaiting: new Set(), helpers: new Set(), started: new Set(), handled: new Set(), parameters: new Set(), supportNames: new Set(), modules: new Set(),
    fixtures: new Set(), mixedIn: new Set(), read, usersOf: undefined, factsOf: undefined, fake: undefined, owned: new Set(), owners: new Set(), outdented: [], files: [], conftests: () => foldersOf(report.path).map((folder) => read(inFolder(folder, 'conftest.py'))).filter((each) => each !== undefined),
  }
}

export function refuse(draft: Draft, span: Span, text: string): void {
  draft.refusals.push({ span, text })
}

export function replace(draft: Draft, span: Span, text: string): void {
  draft.edits.push({ span, text })
}

/** Replaces what stands around `inner`, which keeps its text; a comment in the gaps keeps its place. */
export function wrap(draft: Draft, outer: Span, inner: Span, before: string, after: string): void {
  const lead = draft.text.slice(outer.start, inner.start)
  const tail = draft.text.slice(inner.end, outer.end)
  replace(draft, { start: outer.start, end: inner.start }, lead.includes('#') ? before + lead.slice(lead.indexOf('(') + 1) : before)
  replace(draft, { start: inner.end, end: outer.end }, tail.includes('#') ? tail.slice(0, tail.lastIndexOf(')')) + after : after)
}

export function written(draft: Draft, part: { readonly span: Span }): string {
  return textOf(draft.text, part.span)
}

/** Offset at which the line of `offset` begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** Offset behind the line end of the line of `offset`. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset)
  return at < 0 ? text.length : at + 1
}

export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? ''
}

/** Marks a statement for the user to finish: what is to be done, and the line as it was, in comments above it. */
export function mark(draft: Draft, statement: number, what: string): void {
  const span = draft.facts.statements[statement]?.span
  if (!span) return
  draft.remarks.push({ span, text: what })
  const at = lineStart(draft.text, span.start)
  const indent = indentAt(draft.text, span.start)
  const isBlock = draft.facts.statements[statement]?.kind === 'block'
  const original = (isBlock ? draft.text.slice(span.start, lineEnd(draft.text, span.start)) : draft.text.slice(span.start, span.end)).trimEnd()
  const lines = [`# demock: finish – ${what}`, ...original.split(/\r?\n/).map((line, index) => (index === 0 ? `# was: ${line}` : `#      ${line.trim()}`))]
  replace(draft, { start: at, end: at }, lines.map((line) => indent + line + draft.eol).join(''))
}

/** Deletes a statement with its line; a block that would be left empty keeps a `pass`. */
export function deleteStatement(draft: Draft, statement: number): void {
  if (draft.deleted.has(statement)) return
  draft.deleted.add(statement)
}

/** Turns the deleted statements into edits: whole lines, and one of two blank lines that would meet. */
export function finishDeletions(draft: Draft): void {
  const { statements } = draft.facts
  const children = new Map<number, number[]>()
  statements.forEach((statement, index) => {
    const siblings = children.get(statement.parent)
    if (siblings) siblings.push(index)
    else children.set(statement.parent, [index])
  })
  for (const index of [...draft.deleted].sort((a, b) => a - b)) {
    const statement = statements[index]
    if (!statement) continue
    const { start, end } = statement.span
    const from = lineStart(draft.text, start)
    const to = lineEnd(draft.text, end)
    const siblings = children.get(statement.parent) ?? []
    const shared = draft.text.slice(from, start).trim() !== '' || !/^[ \t]*(?:#[^\r\n]*)?\r?\n?$/.test(draft.text.slice(end, to))
    if (shared || (statement.parent >= 0 && siblings.every((sibling) => draft.deleted.has(sibling)) && siblings[0] === index)) {
      replace(draft, statement.span, 'pass')
      continue
    }
    replace(draft, { start: from, end: to + blankAfter(draft, from, to) }, '')
  }
}

function blankAfter(draft: Draft, from: number, to: number): number {
  const before = draft.text.slice(lineStart(draft.text, from - 1), from)
  const next = draft.text.slice(to, lineEnd(draft.text, to))
  return from > 0 && before.trim() === '' && next !== '' && next.trim() === '' ? next.length : 0
}

/** Deletes a class with its decorators and the blank lines behind it. */
export function deleteClass(draft: Draft, owner: ClassFact): void {
  const span = draft.facts.statements[owner.statement]?.span ?? owner.span
  let to = lineEnd(draft.text, span.end)
  while (to < draft.text.length && draft.text.slice(to, lineEnd(draft.text, to)).trim() === '') to = lineEnd(draft.text, to)
  replace(draft, { start: lineStart(draft.text, span.start), end: to }, '')
}

const functionsByScope = new WeakMap<Facts, Map<number, number>>()

/** Index of the innermost function (lambda included) whose scope holds `scope`, or -1. */
export function functionOf(facts: Facts, scope: number): number {
  let known = functionsByScope.get(facts)
  if (!known) {
    known = new Map(facts.functions.map((fact, index) => [fact.scope, index]))
    functionsByScope.set(facts, known)
  }
  for (let at = scope; at >= 0; at = facts.scopes[at]?.parent ?? -1) {
    const found = known.get(at)
    if (found !== undefined) return found
  }
  return -1
}

/** The functions around a scope, innermost first. */
export function functionsAround(facts: Facts, scope: number): readonly number[] {
  const found: number[] = []
  for (let at = functionOf(facts, scope); at >= 0; at = functionOf(facts, facts.functions[at]?.parent ?? -1)) found.push(at)
  return found
}

export function isTest(fact: FunctionFact | undefined): boolean {
  return fact?.name?.startsWith('test') === true
}

/** The member names behind the root up to the first call or index. */
export function membersOf(chain: Chain): readonly string[] {
  const names: string[] = []
  for (const link of chain.links) {
    if (link.kind !== 'member') break
    names.push(link.name)
  }
  return names
}

/** The name called last: `AsyncMock` of `mock.AsyncMock()`. */
export function calledName(value: Value | undefined): string | undefined {
  if (value?.kind !== 'chain' || typeof value.root !== 'string') return undefined
  const last = value.links.at(-1)
  if (last?.kind !== 'call') return undefined
  const before = value.links.at(-2)
  return before === undefined ? value.root : before.kind === 'member' ? before.name : undefined
}

/** The call a chain ends with. */
export function lastCall(value: Value | undefined): Call | undefined {
  const last = value?.kind === 'chain' ? value.links.at(-1) : undefined
  return last?.kind === 'call' ? last.call : undefined
}

/** Notes that the code at a scope needs `await`; false, with a refusal, where it cannot stand. */
export function needsAwait(draft: Draft, scope: number, span: Span): boolean {
  const index = functionOf(draft.facts, scope)
  const fact = draft.facts.functions[index]
  if (!fact || fact.form === 'lambda') {
    refuse(draft, span, fact ? 'it is used inside a lambda, where nothing can be awaited' : 'it is used outside of a function')
    return false
  }
  draft.awaiting.add(index)
  return true
}
