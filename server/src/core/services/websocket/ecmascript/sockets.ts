import type { Chain, Link, Value } from '../../../model/facts.ts'
import { bindingsOf } from '../../../model/bindings.ts'
import { contains, type Span } from '../../../text/span.ts'
import { refuse, unwrapped } from './draft.ts'
import type { Socket, World } from './world.ts'

/** A use of a socket: `ws.send.mock.calls[0]`, also through casts and `vi.mocked(…)`. */
export interface Access {
  readonly socket: Socket
  readonly links: readonly Link[]
  readonly span: Span
  readonly outer: Chain
}

export function keyOf(span: Span): string {
  return `${span.start}:${span.end}`
}

/** What a name used in a scope denotes among some, by its binding. */
export function named<T extends { readonly name: string; readonly scope: number }>(world: World, among: readonly T[], name: string, scope: number): T | undefined {
  const candidates = among.filter((candidate) => candidate.name === name)
  if (candidates.length === 0) return undefined
  const home = bindingsOf(world.draft.facts, name, scope)[0]?.scope
  return candidates.find((candidate) => candidate.scope === home)
}

/** The use of a socket that a value is, or undefined. The chains it passes through are noted as dealt with if `note` says so. */
export function accessOf(world: World, value: Value, note = false): Access | undefined {
  const plain = unwrapped(world.draft.text, value)
  if (plain.kind !== 'chain') return undefined
  const access = chainAccess(world, plain, note)
  if (access && note) world.done.add(keyOf(plain.span))
  return access
}

function chainAccess(world: World, chain: Chain, note: boolean): Access | undefined {
  const { root, links, span } = chain
  if (typeof root !== 'string') {
    const inner = accessOf(world, root, note)
    if (inner) return { ...inner, links: [...inner.links, ...links], span, outer: chain }
    const flat = flatOf(world, chain)
    const alias = flat && partOf(world, flat)
    return alias && { socket: alias, links: flat.links.slice(alias.within?.path.length ?? 0), span, outer: chain }
  }
  const [first, second] = links
  if ((root === 'vi' || root === 'jest') && first?.kind === 'member' && first.name === 'mocked' && second?.kind === 'call') {
    const argument = second.call.arguments[0]?.value
    const inner = argument && accessOf(world, argument, note)
    return inner && { ...inner, links: [...inner.links, ...links.slice(2)], span, outer: chain }
  }
  const socket = named(world, world.sockets, root, chain.scope)
  if (socket && !socket.within) return { socket, links, span, outer: chain }
  const method = named(world, world.methods, root, chain.scope)
  if (method) return { socket: method.socket, links: [{ kind: 'member', name: method.method, span: chain.rootSpan }, ...links], span, outer: chain }
  const part = partOf(world, { root, links, scope: chain.scope, span })
  return part && { socket: part, links: links.slice(part.within?.path.length ?? 0), span, outer: chain }
}

/** The socket that stands at a place in an object or list. */
function partOf(world: World, { root, links, scope: at, span }: Flat): Socket | undefined {
  return world.sockets.find(({ within, scope, reach }) => within?.name === root && (reach === undefined || contains(reach, span)) && within.path.every((step, index) => stepOf(world, links[index]) === step)
    && bindingsOf(world.draft.facts, root, at)[0]?.scope === scope)
}

/** A chain on a name, without the casts on its way. */
interface Flat {
  readonly root: string
  readonly links: readonly Link[]
  readonly scope: number
  readonly span: Span
}

/** `(gateway as any).server` as `gateway.server`; undefined when it does not begin with a name. */
export function flatOf(world: World, { root, links, scope, span }: Chain): Flat | undefined {
  if (typeof root === 'string') return { root, links, scope, span }
  const plain = unwrapped(world.draft.text, root)
  const inner = plain.kind === 'chain' ? flatOf(world, plain) : undefined
  return inner && { ...inner, links: [...inner.links, ...links], span }
}

/** The name or number that a link leads to; undefined when only the running test knows. */
export function stepOf({ draft: { text } }: World, link: Link | undefined): string | undefined {
  const [item] = link?.kind === 'index' ? link.items : []
  return memberName(link) ?? (item?.kind === 'literal' ? text.slice(item.span.start, item.span.end) : undefined)
}

/** Whether the first name of a socket is in sight where its second one is used; refuses otherwise. */
export function isInSight({ draft }: World, { socket }: Access, { scope, span }: Chain): boolean {
  if (socket.origin === undefined || socket.reach !== undefined || bindingsOf(draft.facts, socket.name, scope)[0]?.scope === socket.origin) return true
  refuse(draft, span, 'it is looked at under another name here')
  return false
}

/** The name of a member link or of an index by a string. */
export function memberName(link: Link | undefined): string | undefined {
  if (link?.kind === 'member') return link.name
  const [item] = link?.kind === 'index' ? link.items : []
  return item?.kind === 'string' ? item.text : undefined
}

/** Offset behind a link. */
export function endOf(link: Link): number {
  return link.kind === 'call' ? link.call.span.end : link.span.end
}
