import { bindingsOf, pathOf } from '../model/bindings.ts'
import type { Binding, Chain, Facts, Value } from '../model/facts.ts'
import type { Lines } from '../text/lines.ts'
import type { Span } from '../text/span.ts'
import { libraryIndexOf } from './library-index.ts'

/** Names that are followed from one to the next, and bindings told of each: more of them help nobody. */
const [MOST_NAMES, MOST_BINDINGS] = [6, 3]
const LONGEST = 100

/** A text and what is needed to point into it. */
export interface Place {
  readonly facts: Facts
  readonly text: string
  readonly lines: Lines
}

/** How the root of a chain came to denote what it denotes: a sentence for each binding, from the chain to the import, fixture or global it leads to. */
export function storyOf(chain: Chain, place: Place): string[] {
  const story: string[] = []
  const seen = new Set<string>()
  let next: Value | undefined = chain
  while (next && seen.size < MOST_NAMES) {
    const named = rootedIn(next)
    if (!named || seen.has(`${named.root} ${named.scope}`)) break
    seen.add(`${named.root} ${named.scope}`)
    next = tell(named, place, story)
  }
  return story
}

/** The first chain with a name as its root in a value. */
function rootedIn(value: Value): (Chain & { readonly root: string }) | undefined {
  if (value.kind === 'chain') return typeof value.root === 'string' ? { ...value, root: value.root } : rootedIn(value.root)
  if (value.kind !== 'compound') return undefined
  for (const operand of value.operands) {
    const found = rootedIn(operand)
    if (found) return found
  }
  return undefined
}

/** Tells of one name; gives the value that it comes from. */
function tell(chain: Chain & { readonly root: string }, place: Place, story: string[]): Value | undefined {
  const { root, scope } = chain
  const { facts } = place
  if (root === 'this' || root === 'self' || root === 'cls') {
    const path = pathOf(chain)?.slice(0, 2).join('.')
    const assignment = facts.assignments.find(({ targets }) => targets.some((target) => target.kind === 'chain' && pathOf(target)?.join('.') === path))
    if (path !== undefined && assignment) story.push(`\`${path}\` is assigned on line ${lineOf(assignment.span, place)}: \`${shown(assignment.span, place)}\``)
    return assignment?.value
  }
  const bindings = bindingsOf(facts, root, scope)
  if (bindings.length === 0) {
    const { globals } = libraryIndexOf(facts.language)
    const library = globals.get(root)?.library
    const star = facts.imports.find(({ form }) => form === 'star')
    if (root === 'require' || root === 'import') story.push(`\`${root}\` takes in a module`)
    else if (library) story.push(`\`${root}\` is bound nowhere in this file: it is the global of ${library.title}`)
    else if (star) story.push(`\`${root}\` is bound nowhere in this file, unless by \`${shown(star.span, place)}\` on line ${lineOf(star.span, place)}`)
    else story.push(`\`${root}\` is bound nowhere in this file, and is no global of a mock library`)
    return undefined
  }
  let from: Value | undefined
  for (const binding of bindings.slice(0, MOST_BINDINGS)) {
    const told = tellBinding(binding, place)
    story.push(told.text)
    from ??= told.from
  }
  if (bindings.length > MOST_BINDINGS) story.push(`\`${root}\` is bound ${bindings.length - MOST_BINDINGS} times more`)
  return from
}

function tellBinding({ name, kind, index, span }: Binding, place: Place): { readonly text: string; readonly from?: Value | undefined } {
  const { facts } = place
  const line = lineOf(span, place)
  const code = `\`${name}\``
  if (kind === 'import') {
    const fact = facts.imports[index]
    const statement = fact && facts.statements[fact.statement]
    return { text: `${code} is bound on line ${line} by \`${shown(statement?.span ?? span, place)}\`` }
  }
  if (kind === 'assignment') {
    const fact = facts.assignments[index]
    return { text: `${code} is assigned on line ${line}: \`${shown(fact?.span ?? span, place)}\``, from: fact?.value }
  }
  if (kind === 'with') {
    const fact = facts.withItems[index]
    return { text: `${code} is bound on line ${line} by \`with ${shown(fact?.span ?? span, place)}\``, from: fact?.context }
  }
  if (kind === 'parameter' || kind === 'pattern') {
    const of = facts.functions[index]?.name
    const library = libraryIndexOf(facts.language).fixtures.get(name)?.library
    const fixture = library ? `, the fixture of ${library.title}` : ''
    return { text: `${code} is a parameter${of === undefined ? '' : ` of \`${of}\``} on line ${line}${fixture}` }
  }
  if (kind === 'function' || kind === 'class') return { text: `${code} is the ${kind} defined on line ${line}` }
  return { text: `${code} is bound on line ${line} (${kind})` }
}

/** The 1-based line of a span. */
export function lineOf(span: Span, { lines }: Place): number {
  return lines.positionAt(span.start).line + 1
}

/** The text of a span on one line, cut where it is long. */
export function shown(span: Span, { text }: Place): string {
  const plain = text.slice(span.start, Math.min(span.end, span.start + 4 * LONGEST)).replace(/\s+/g, ' ')
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain
}
