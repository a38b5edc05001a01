/** How a double comes into being: in a test, in a fixture or a helper of the same file, or as an argument. */
import type { Assignment, Chain } from '../../../model/facts.ts'
import { bindingsOf } from '../../../model/bindings.ts'
import { contains, type Span } from '../../../text/span.ts'
import { decoratorsOf } from './signature.ts'
import type { Mock } from './mock.ts'
import { containerOf, grownBy } from './several.ts'
import { functionOf, functionsAround, isTest, membersOf, refuse, written, type Draft } from './draft.ts'
import { attributeOf, setUpOf } from './attribute.ts'
import { placeBound } from './bound.ts'
import { isDouble } from './setting.ts'
import { unreplaced } from './unreplaced.ts'

/** Finds out how a site's double is made; undefined, with a refusal, when it cannot be replaced. */
export function findMock(draft: Draft, site: number): Mock | undefined {
  const found = draft.report.sites[site]
  if (!found) return undefined
  const no = (reason: string): undefined => {
    refuse(draft, found.span, reason)
    return undefined
  }
  if (found.kind === 'patch') {
    const known = found.target === undefined ? undefined : unreplaced(found.target)
    return no(`it patches ${found.target ?? 'a name'}: ${known ?? 'whatever took its place, the patch would stay. Give the code under test its socket as an argument, and open a pair for it'}`)
  }
  if (found.kind !== 'double') return no('only doubles that a mock library makes are replaced')
  const creation = draft.facts.chains.find((chain) => chain.span.start === found.span.start && chain.span.end === found.span.end)
  if (!creation || !isDouble(creation)) return no(`${found.api} makes a double that is not understood`)
  return mockAt(draft, site, creation)
}

/** How the double comes into being that a chain makes. */
export function mockAt(draft: Draft, site: number, creation: Chain): Mock | undefined {
  const no = (reason: string): undefined => {
    refuse(draft, creation.span, reason)
    return undefined
  }
  const home = functionOf(draft.facts, creation.scope)
  const fact = draft.facts.functions[home]
  if (!fact) return no('it is made outside of a function, so that tests share it: make one in each test first')
  if (fact.form === 'lambda') return no('it is made in a lambda')
  const assignment = draft.facts.assignments.find(({ value }) => value?.span.start === creation.span.start && value.span.end === creation.span.end)
  const statement = draft.facts.statements[creation.statement]
  const target = assignment?.targets.length === 1 && assignment.operator === '=' ? assignment.targets[0] : undefined
  const attribute = target?.kind === 'chain' ? attributeOf(draft, target) : undefined
  if (attribute !== undefined && setUpOf(draft, fact) !== undefined) {
    if (insideLoop(draft, creation.statement)) return no('it is made in a loop: its far ends would need names of their own')
    return { place: 'attribute', site, creation, home, name: attribute, statement: creation.statement }
  }
  const place = placeOf(draft, home)
  if (place === undefined) return no(`it is made in ${fact.name ?? 'a function'}(), which is neither a test nor a fixture or helper that gives it back`)
  const base = { site, creation, home, statement: creation.statement }
  const container = place === 'test' ? containerOf(draft, creation) ?? grownBy(draft, creation, assignment && targetOf(assignment)) : undefined
  if (container) return { ...base, place: 'container', name: container.name, container }
  if (draft.facts.scopes[creation.scope]?.kind === 'block' && (assignment || place !== 'test' || !isListed(draft, creation))) return no('it is made in a comprehension whose result has no name of its own')
  const slot = place === 'test' ? slotOf(draft, creation) : undefined
  if (slot) {
    return bindingsOf(draft.facts, slot.name, creation.scope).length === 1 ? { ...base, place: 'test', name: slot.name, slot: slot.span } : no(`${slot.name} is bound more than once`)
  }
  if (assignment) {
    const name = targetOf(assignment)
    const bound = place === 'test' ? placeBound(draft, assignment) : undefined
    if (bound) return insideLoop(draft, creation.statement) ? no('it is made in a loop: its far ends would need names of their own') : { ...base, place: 'test', name: bound.text, bound }
    if (name === undefined) return no(`it is bound to ${assignment.targets.map((target) => written(draft, target)).join(' = ')}: only a plain name can be replaced by both ends of a connection`)
    if (bindingsOf(draft.facts, name, creation.scope).length !== 1) return no(`${name} is bound more than once`)
    if (place !== 'test' && insideLoop(draft, creation.statement)) return no('it is made in a loop: its far ends would need names of their own')
    return { place, site, creation, home, name, statement: creation.statement }
  }
  if (place === 'test' || statement?.kind !== 'return' || statement.value?.span.start !== creation.span.start || statement.value.span.end !== creation.span.end) {
    return place === 'test' ? { place, site, creation, home, name: undefined, statement: creation.statement } : no('it has no name of its own')
  }
  return { place, site, creation, home, name: undefined, statement: creation.statement }
}

/** A comprehension in brackets: nothing can be awaited in a generator. */
function isListed(draft: Draft, creation: Chain): boolean {
  return /[[{]/.test(draft.text[draft.facts.scopes[creation.scope]?.span.start ?? 0] ?? '')
}

/** The name that gets the double in `a, b = AsyncMock(), AsyncMock()`. */
function slotOf(draft: Draft, creation: Chain): { readonly name: string, readonly span: Span } | undefined {
  for (const { statement, value, targets: [target, ...more] } of draft.facts.assignments) {
    if (statement !== creation.statement || value?.kind !== 'list' || target?.kind !== 'list' || more.length > 0 || value.items.length !== target.items.length) continue
    const found = target.items[value.items.findIndex(({ span }) => span.start === creation.span.start && span.end === creation.span.end)]
    if (found?.kind === 'chain' && found.links.length === 0 && typeof found.root === 'string') return { name: found.root, span: found.span }
  }
  return undefined
}

function targetOf(assignment: Assignment): string | undefined {
  const [target, ...more] = assignment.targets
  return target?.kind === 'chain' && more.length === 0 && target.links.length === 0 && typeof target.root === 'string' && assignment.operator === '=' ? target.root : undefined
}

function placeOf(draft: Draft, home: number): Mock['place'] | undefined {
  const fact = draft.facts.functions[home]
  if (!fact) return undefined
  if ([home, ...functionsAround(draft.facts, fact.parent)].some((index) => isTest(draft.facts.functions[index]))) return 'test'
  if (functionOf(draft.facts, fact.parent) >= 0) return undefined
  if (isFixture(draft, home)) return 'fixture'
  return draft.facts.statements.some((statement) => statement.kind === 'return' && functionOf(draft.facts, statement.scope) === home) ? 'helper' : undefined
}

export function isFixture(draft: Draft, index: number): boolean {
  const fact = draft.facts.functions[index]
  return fact !== undefined && decoratorsOf(draft, fact).some((decorator) => /^@(?:pytest(?:_asyncio)?\.)?fixture\b/.test(written(draft, decorator)))
}

function insideLoop(draft: Draft, statement: number): boolean {
  for (let at = draft.facts.statements[statement]?.parent ?? -1; at >= 0; at = draft.facts.statements[at]?.parent ?? -1) {
    const around = draft.facts.statements[at]
    if (around?.kind === 'definition') return false
    if (around?.kind === 'block' && /^(?:async\s+)?(?:for|while)\b/.test(draft.text.slice(around.span.start, around.span.start + 20))) return true
  }
  return false
}

/** The site that a member of a fixture's or helper's double belongs to: `mock_ws.send_json = AsyncMock()` in a test. */
export function rootOf(draft: Draft, site: number): number {
  const found = draft.report.sites[site]
  if (!found || found.target === undefined || !found.target.includes('.')) return site
  const creation = draft.facts.chains.find((chain) => chain.span.start === found.span.start && chain.span.end === found.span.end)
  const target = creation && draft.facts.assignments.find(({ statement }) => statement === creation.statement)?.targets[0]
  if (target?.kind !== 'chain' || typeof target.root !== 'string' || membersOf(target).length === 0) return site
  const made = attributeRoot(draft, target)
  if (made >= 0) return made
  const maker = makerOf(draft, target.root, target.scope)
  const fact = draft.facts.functions[maker]
  if (!fact) return site
  const root = draft.report.sites.findIndex((each, index) => each.root === index && each.span.start >= fact.body.start && each.span.end <= fact.body.end)
  return root < 0 ? site : root
}

/** The site of the attribute that a member is set on: `self.ws.send_json = AsyncMock()` in a test. */
function attributeRoot(draft: Draft, target: Chain): number {
  const [attribute] = membersOf(target)
  if (target.links.length < 2 || attribute === undefined) return -1
  return draft.report.sites.findIndex((each, index) => each.root === index && each.target === `${String(target.root)}.${attribute}`
    && draft.facts.classes.some(({ span }) => contains(span, each.span) && contains(span, target.span)))
}

/** The fixture of this file that a parameter names, or the helper whose result a variable is. */
function makerOf(draft: Draft, name: string, scope: number): number {
  const binding = bindingsOf(draft.facts, name, scope)[0]
  if (binding?.kind === 'parameter') return draft.facts.functions.findIndex((fact, index) => fact.name === name && isFixture(draft, index))
  const value = binding?.kind === 'assignment' ? draft.facts.assignments[binding.index]?.value : undefined
  return value?.kind === 'chain' && value.links.length === 1 ? draft.facts.functions.findIndex((fact) => fact.name === value.root) : -1
}
