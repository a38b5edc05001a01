import type { Chain } from '../../../../model/facts.ts'
import { bindingsOf } from '../../../../model/bindings.ts'
import { edit, refuse, unwrapped } from '../draft.ts'
import { functionOf, roleOf } from '../functions.ts'
import { endOf, memberName } from '../sockets.ts'
import { type FakeWorld, waits } from './fake-world.ts'

const GLOBALS: ReadonlySet<string> = new Set(['global', 'globalThis', 'window', 'self'])

/** How many links of a chain name the double of the constructor: `global.WebSocket`, `WebSocket`, a variable that holds it; undefined for anything else. */
function constructorIn({ draft: { facts, text }, fake }: FakeWorld, chain: Chain): number | undefined {
  const root = typeof chain.root === 'string' ? chain.root : unwrapped(text, chain.root)
  if (typeof root !== 'string') {
    if (root.kind !== 'chain') return undefined
    if (root.links.length === 0 && GLOBALS.has(String(root.root)) && memberName(chain.links[0]) === 'WebSocket') return 1
    const isWhole = root.links.length === 0 ? String(root.root) === 'WebSocket' || root.root === fake.maker : GLOBALS.has(String(root.root)) && root.links.length === 1 && memberName(root.links[0]) === 'WebSocket'
    return isWhole ? 0 : undefined
  }
  if (GLOBALS.has(root)) return memberName(chain.links[0]) === 'WebSocket' ? 1 : undefined
  return (root === 'WebSocket' && bindingsOf(facts, root, chain.scope).length === 0) || root === fake.maker ? 0 : undefined
}

/** `expect(global.WebSocket).toHaveBeenCalledWith(url)`: which connections were asked for. True when the chain is such an assertion. */
export function constructed(world: FakeWorld, chain: Chain): boolean {
  const { draft, server } = world
  const { text } = draft
  const [subject, ...rest] = chain.links
  const [given] = subject?.kind === 'call' ? subject.call.arguments : []
  const plain = given && unwrapped(text, given.value)
  if (given === undefined || plain?.kind !== 'chain' || constructorIn(world, plain) !== plain.links.length) return false
  const isNegated = memberName(rest[0]) === 'not'
  const [matcher, call] = isNegated ? rest.slice(1) : rest
  const name = memberName(matcher) ?? ''
  if (call?.kind !== 'call' || !/^to(?:HaveBeen|Be|Have)?(?:\w*Called)/.test(name)) return false
  const texts = call.call.arguments.map(({ span }) => text.slice(span.start, span.end))
  const not = isNegated ? '.not' : ''
  const all = `await ${server}.connections()`
  const addresses = `(${all}).map(({ url }) => url)`
  const counterpart = ((): string | undefined => {
    switch (name) {
      case 'toBeCalled': case 'toHaveBeenCalled': return `expect(${all})${isNegated ? '' : '.not'}.toHaveLength(0)`
      case 'toHaveBeenCalledOnce': return `expect(${all})${not}.toHaveLength(1)`
      case 'toBeCalledTimes': case 'toHaveBeenCalledTimes': return `expect(${all})${not}.toHaveLength(${texts[0] ?? ''})`
      case 'toBeCalledWith': case 'toHaveBeenCalledWith': return texts.length === 1 ? `expect(${addresses})${not}.toContainEqual(${texts[0] ?? ''})` : undefined
      case 'toHaveBeenLastCalledWith': return texts.length === 1 ? `expect(${addresses}.at(-1))${not}.toEqual(${texts[0] ?? ''})` : undefined
      case 'toHaveBeenNthCalledWith': return texts.length === 2 && /^[1-9]\d*$/.test(texts[0] ?? '') ? `expect(${addresses}[${Number(texts[0]) - 1}])${not}.toEqual(${texts[1] ?? ''})` : undefined
      default: return undefined
    }
  })()
  if (counterpart === undefined) refuse(draft, chain.span, 'with which subprotocols a connection was asked for cannot be seen at the server: assert its address, and what was agreed upon (`protocol`)')
  else if (waits(world, chain)) {
    for (const inner of draft.facts.chains) if (inner.span.start >= given.span.start && inner.span.end <= given.span.end) world.done.add(inner.span.start)
    edit(draft, chain.awaitAt >= 0 ? chain.awaitAt : chain.span.start, chain.span.end, counterpart)
  }
  return true
}

/** `WebSocket.mock.calls[0][0]`: the address of a connection. Refuses what else is read of the double; constants stay. */
export function constructorUsed(world: FakeWorld, chain: Chain): void {
  const { draft, server, fake } = world
  const { facts, text } = draft
  const at = constructorIn(world, chain)
  if (at === undefined) return
  const links = chain.links.slice(at)
  const [mock, calls, first, second] = links
  const statement = facts.statements[chain.statement]
  const isTarget = facts.assignments.some(({ targets }) => targets[0]?.span.start === chain.span.start)
  if (/^(?:CONNECTING|OPEN|CLOSING|CLOSED)$/.test(memberName(mock) ?? '')) {
    if (isTarget && statement) world.dropped.push(statement.span)
    else if (fake.maker !== undefined && chain.root === fake.maker) edit(draft, chain.rootSpan.start, chain.rootSpan.end, 'WebSocket')
  } else if (/^mock(?:Clear|Reset)$/.test(memberName(mock) ?? '') && statement?.kind === 'expression') {
    if (roleOf(facts, functionOf(facts, chain.scope)) === 'hook') world.dropped.push(statement.span)
    else refuse(draft, chain.span, 'how often it was called is forgotten here: a test of its own begins with a new server')
  } else if (memberName(mock) === 'mock') {
    const number = first?.kind === 'index' ? /^\[(\d+)\]$/.exec(text.slice(first.span.start, first.span.end))?.[1] : undefined
    const isFirst = second?.kind === 'index' && text.slice(second.span.start, second.span.end) === '[0]'
    if (memberName(calls) === 'calls' && number !== undefined && isFirst && waits(world, chain)) edit(draft, chain.span.start, endOf(second), `(await ${server}.connection(${number})).url`)
    else if (memberName(calls) === 'calls' && first && memberName(first) === 'length' && waits(world, chain)) edit(draft, chain.span.start, endOf(first), `(await ${server}.connections()).length`)
    else refuse(draft, chain.span, 'what was recorded of the constructor is read in a way that has no counterpart on a real server')
  }
}
