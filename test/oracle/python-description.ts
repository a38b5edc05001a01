import type { Argument, Chain, Facts, FunctionFact } from '../../server/src/core/model/facts.ts'
import { linesOf } from '../../server/src/core/text/lines.ts'
import { textOf } from '../../server/src/core/text/span.ts'
import type { Span } from '../../server/src/core/text/span.ts'
import * as kind from '../../server/src/core/languages/python/kinds.ts'
import type { Tokens } from '../../server/src/core/languages/language.ts'

/** What the reader says about one text, in the words of python_oracle.py: a letter for each kind of fact, and its items in the same order. */
export function describePython(text: string, tokens: Tokens, facts: Facts): ReadonlyMap<string, readonly string[]> {
  const { items, strings } = describeTokens(tokens)
  const outside = (offset: number): boolean => !within(strings, offset)
  return new Map<string, readonly string[]>([
    ['T', items],
    ['I', facts.imports.map((fact) => `${spanned(fact.span)}:${fact.module}:${fact.form === 'star' ? '*' : (fact.imported ?? '-')}:${fact.local ?? '-'}`)],
    ['K', sorted(facts.calls.filter((call) => outside(call.span.start)).map((call) => ({ span: call.span, item: describeCall(call) })))],
    ['J', facts.calls.filter((call) => !outside(call.span.start)).map((call) => describeInnerCall(facts, call)).sort(byText)],
    ['D', describeDefinitions(facts)],
    ['G', facts.decorators.map((decorator) => spanned(decorator.span))],
    ['L', facts.functions.filter((fact) => fact.form === 'lambda' && outside(fact.span.start)).map((fact) => `${fact.span.start}:${describeParameters(fact)}`)],
    ['Q', numeric(facts.chains.filter((chain) => chain.awaitAt >= 0 && outside(chain.awaitAt)).map((chain) => ({ at: chain.awaitAt, item: String(chain.awaitAt) })))],
    ['N', facts.chains.filter((chain) => typeof chain.root === 'string' && outside(chain.span.start)).map((chain) => `${chain.span.start}:${String(chain.root)}`)],
    ['A', numeric(facts.chains.filter((chain) => outside(chain.span.start)).flatMap((chain) => chain.links.flatMap((link) => (link.kind === 'member' ? [{ at: link.span.end, item: `${link.span.end}:${link.name}` }] : []))))],
    ['X', numeric(facts.chains.filter((chain) => outside(chain.span.start)).flatMap((chain) => chain.links.flatMap((link) => (link.kind === 'index' ? [{ at: link.span.end, item: String(link.span.end) }] : []))))],
    ['S', sorted(facts.statements.map((statement) => ({ span: statement.span, item: `${spanned(statement.span)}:${statement.kind}` })))],
    ['W', describeWithStatements(facts)],
    ['V', sorted(facts.assignments.filter((fact) => outside(fact.span.start)).map((fact) => ({ span: fact.span, item: `${spanned(fact.span)}:${fact.operator}:${fact.targets.length}:${fact.annotation ? 'a' : '-'}` })))],
    ['B', describeScopes(text, facts)],
  ])
}

const CLASSES = new Map<number, string>([
  [kind.NAME, 'N'], [kind.NUMBER, 'U'], [kind.STRING, 'S'], [kind.COMMENT, 'C'], [kind.NEWLINE, 'L'], [kind.INDENT, 'I'], [kind.DEDENT, 'D'], [kind.UNKNOWN, '?'],
])

function classOf(tokenKind: number): string {
  return CLASSES.get(tokenKind) ?? (tokenKind >= kind.AND ? 'N' : 'O')
}

/** The tokens, an f-string with all that is in it as one, and the spans of the f-strings. */
function describeTokens(tokens: Tokens): { readonly items: readonly string[]; readonly strings: readonly Span[] } {
  const items: string[] = []
  const strings: Span[] = []
  let depth = 0
  let stringStart = 0
  for (let i = 0; i < tokens.count; i++) {
    const tokenKind = tokens.kinds[i] ?? kind.END
    const start = tokens.starts[i] ?? 0
    const end = tokens.ends[i] ?? 0
    if (tokenKind === kind.STRING_START) {
      if (depth === 0) stringStart = start
      depth++
    } else if (tokenKind === kind.STRING_END) {
      depth--
      if (depth > 0) continue
      items.push(`S${stringStart}-${end}`)
      strings.push({ start: stringStart, end })
    } else if (depth === 0 && tokenKind !== kind.END) items.push(`${classOf(tokenKind)}${start}-${end}`)
  }
  return { items, strings }
}

function within(spans: readonly Span[], offset: number): boolean {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    const span = spans[middle]
    if (span && span.end <= offset) low = middle + 1
    else high = middle
  }
  const span = spans[low]
  return span !== undefined && span.start < offset
}

function spanned(span: Span): string {
  return `${span.start}-${span.end}`
}

function sorted(items: readonly { readonly span: Span; readonly item: string }[]): string[] {
  return [...items].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end).map(({ item }) => item)
}

function numeric(items: readonly { readonly at: number; readonly item: string }[]): string[] {
  return [...items].sort((a, b) => a.at - b.at).map(({ item }) => item)
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function describeArgument(argument: Argument): string {
  return `${spanned(argument.span)}${argument.name === undefined ? (argument.spread ?? '') : `=${argument.name}`}`
}

function describeCall(call: Facts['calls'][number]): string {
  return `${spanned(call.span)}:${call.callee.end}:${call.argumentsSpan.start}:${call.arguments.map(describeArgument).join(',')}`
}

function describeInnerCall(facts: Facts, call: Facts['calls'][number]): string {
  const chain = facts.chains[call.chain]
  const before = chain?.links.slice(0, call.link) ?? []
  const path: string[] = []
  while (before.at(-1)?.kind === 'member') {
    const link = before.pop()
    if (link?.kind === 'member') path.unshift(link.name)
  }
  path.unshift(before.length === 0 && typeof chain?.root === 'string' ? chain.root : '?')
  const names = call.arguments.flatMap((argument) => (argument.name === undefined ? (argument.spread === '**' ? ['**'] : []) : [argument.name]))
  return `${path.join('.')}(${call.arguments.length},${names.join(',')})`
}

function describeParameters(fact: FunctionFact): string {
  return fact.parameters.map((parameter) => `${parameter.spread ?? ''}${parameter.name}${parameter.annotation ? ':' : ''}${parameter.default ? '=' : ''}`).join(',')
}

function describeDefinitions(facts: Facts): string[] {
  const classes = facts.classes.map((fact) => ({
    span: fact.span, item: `${spanned(fact.span)}:${fact.name}:${fact.nameSpan?.start}:c:${fact.decorators.length}:${fact.bases.map(describeArgument).join(',')}`,
  }))
  const functions = facts.functions.filter((fact) => fact.form !== 'lambda').map((fact) => ({
    span: fact.span,
    item: `${spanned(fact.span)}:${fact.name}:${fact.nameSpan?.start}:${fact.async ? 'a' : 'd'}:${fact.decorators.length}:${describeParameters(fact)}`,
  }))
  return sorted([...classes, ...functions])
}

function describeWithStatements(facts: Facts): string[] {
  const statements = new Map<number, string>()
  for (const item of facts.withItems) statements.set(item.statement, (statements.get(item.statement) ?? '') + (item.target ? 't' : '-'))
  return [...statements].map(([statement, items]) => `${facts.statements[statement]?.span.start}:${items}`)
}

function describeScopes(text: string, facts: Facts): string[] {
  const lines = linesOf(text)
  const starts = facts.scopes.map((scope) => scope.span.start)
  for (const fact of [...facts.functions, ...facts.classes]) starts[fact.scope] = fact.span.start
  const names = facts.scopes.map(() => new Set<string>())
  for (const binding of facts.bindings) if (!isMangled(binding.name)) names[binding.scope]?.add(binding.name)
  for (const chain of deletedNames(text, facts)) if (!isMangled(String(chain.root))) names[chain.scope]?.add(String(chain.root))
  const described = facts.scopes.map((scope, index) => {
    const line = index === 0 ? 0 : lines.positionAt(starts[index] ?? 0).line + 1
    return `${scope.kind}@${line}:${[...(names[index] ?? [])].sort(byCodePoint).join(',')}`
  })
  return [...described.slice(0, 1), ...described.slice(1).sort(byCodePoint)]
}

/** For symtable a name is local where it is deleted, unless declared otherwise. The reader has no binding for that: nothing comes to be denoted. */
function deletedNames(text: string, facts: Facts): readonly Chain[] {
  const declared = new Set<string>()
  for (const { span, scope } of facts.statements) {
    if (!text.startsWith('global ', span.start) && !text.startsWith('nonlocal ', span.start)) continue
    for (const name of textOf(text, span).split(/[\s,\\]+/).slice(1)) declared.add(`${scope}:${name}`)
  }
  let end = -1
  return facts.chains.filter((chain) => {
    const outermost = chain.span.start >= end
    if (outermost) ({ end } = chain.span)
    const deleted = facts.statements[chain.statement]?.kind === 'delete' && chain.links.length === 0 && typeof chain.root === 'string'
    return outermost && deleted && !declared.has(`${chain.scope}:${String(chain.root)}`)
  })
}

/** As Python sorts strings. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

function isMangled(name: string): boolean {
  return name === '__class__' || (name.startsWith('_') && name.includes('__') && !name.endsWith('__'))
}
