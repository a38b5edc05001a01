/** A double that a test puts right where the code under test looks for it: `manager.ws = AsyncMock()`, `hub.sockets["ada"] = AsyncMock()`. */
import type { Assignment, Chain, Link, Value } from '../../../model/facts.ts'
import { bindingsOf } from '../../../model/bindings.ts'
import { refuse, written, type Draft } from './draft.ts'
import { within } from './opening.ts'

/** The place: a name, and the members and constant keys behind it. */
export interface Place {
  readonly path: Chain
  /** As it is written. */
  readonly text: string
  /** What the socket is called there: the last member. */
  readonly word: string
}

/** The place that an assignment of a test binds; undefined for a plain name, and for what is no fixed place. */
export function placeBound(draft: Draft, assignment: Assignment | undefined): Place | undefined {
  const target = assignment?.targets.length === 1 && assignment.operator === '=' ? assignment.targets[0] : undefined
  if (target?.kind !== 'chain' || typeof target.root !== 'string' || target.links.length === 0 || !target.links.every(isFixed)) return undefined
  const members = target.links.flatMap((link) => (link.kind === 'member' ? [link.name] : []))
  return { path: target, text: written(draft, target), word: members.at(-1) ?? target.root }
}

function isFixed(link: Link): boolean {
  return link.kind === 'member' || (link.kind === 'index' && link.items.length === 1 && (link.items[0]?.kind === 'string' || link.items[0]?.kind === 'literal'))
}

/** The uses of the place in the test, as if it were a name. */
export function usesOfPlace(draft: Draft, { path, text }: Place, home: number): readonly Chain[] {
  const body = draft.facts.functions[home]?.body
  return draft.facts.chains.flatMap((chain) => (body && within(chain.span, body) && isAt(draft, chain, path) ? [rebased(chain, path, text)] : []))
}

/** Whether a chain leads through the place, written with the same links. */
function isAt(draft: Draft, chain: Chain, path: Chain): boolean {
  return chain.root === path.root && chain.links.length >= path.links.length && path.links.every((link, index) => isSame(draft, link, chain.links[index]))
}

function isSame(draft: Draft, one: Link, other: Link | undefined): boolean {
  if (one.kind === 'member') return other?.kind === 'member' && other.name === one.name
  if (one.kind !== 'index' || other?.kind !== 'index' || other.items.length !== 1) return false
  const [a, b] = [one.items[0], other.items[0]]
  if (a?.kind === 'string' && a.text !== undefined) return b?.kind === 'string' && b.text === a.text
  return a !== undefined && b?.kind === a.kind && written(draft, a) === written(draft, b)
}

function rebased(chain: Chain, { links }: Chain, text: string): Chain {
  const last = links.length - 1
  const end = chain.links[last]
  const rootEnd = end === undefined || end.kind === 'call' ? chain.rootSpan.end : end.span.end
  return { ...chain, root: text, rootSpan: { start: chain.rootSpan.start, end: rootEnd }, links: chain.links.slice(links.length) }
}

/** Refuses where something else may come to stand at the place, or where it outlives the test. */
export function refuseOddPlaces(draft: Draft, { path, text }: Place, home: number): void {
  const { facts } = draft
  const body = facts.functions[home]?.body
  const root = String(path.root)
  const bindings = bindingsOf(facts, root, path.scope)
  const isReceiver = root === 'self'
  if (!isReceiver && (bindings.length !== 1 || bindings[0]?.kind === 'loop')) refuse(draft, path.span, `${root} is bound more than once`)
  if (bindings[0]?.kind === 'import' || bindings[0]?.kind === 'class') refuse(draft, path.span, `${text} outlives the test: the next one would find a closed connection there`)
  const others = facts.assignments.filter(({ targets, span }) => body && within(span, body) && targets.some((target) => isBefore(draft, target, path)))
  if (others.length > 1) refuse(draft, path.span, `${text} is bound more than once`)
  const loose = facts.chains.find((chain) => body && within(chain.span, body) && chain.root === root && isLoose(draft, chain, path))
  if (loose) refuse(draft, loose.span, `${written(draft, loose)} may be the same socket as ${text}`)
  const stray = isReceiver ? facts.chains.find((chain) => body && !within(chain.span, body) && isAt(draft, chain, path)) : undefined
  if (stray) refuse(draft, stray.span, `${text} is used in other methods, too`)
}

/** Whether a target is the place or something that it lies in. */
function isBefore(draft: Draft, target: Value, path: Chain): boolean {
  return target.kind === 'chain' && target.root === path.root && target.links.length > 0 && target.links.length <= path.links.length
    && target.links.every((link, index) => isSame(draft, link, path.links[index]))
}

/** Whether a chain reaches what is kept at the place by a key or call that is not understood: `hub.sockets[name]`, `hub.sockets.get("ada")`. */
function isLoose(draft: Draft, chain: Chain, path: Chain): boolean {
  const last = path.links.at(-1)
  const around = path.links.slice(0, -1)
  if (last?.kind !== 'index' || chain.links.length <= around.length || !around.every((link, index) => isSame(draft, link, chain.links[index]))) return false
  const next = chain.links[around.length]
  return (next?.kind === 'index' && next.items[0]?.kind !== 'string' && next.items[0]?.kind !== 'literal') || (next?.kind === 'member' && /^(?:get|pop|values|items|setdefault)$/.test(next.name) && chain.links.length > around.length + 2)
}
