import type { Chain, Link } from '../../../../model/facts.ts'
import { contains } from '../../../../text/span.ts'
import { edit, refuse } from '../draft.ts'
import { endOf, memberName } from '../sockets.ts'
import { closed, flagged, sent } from './fake-asserting.ts'
import { type FakeWorld, instanceIn, linked, type Use, waits } from './fake-world.ts'

/** `ws.sent[0]`: what arrived. */
export function read(world: FakeWorld, use: Use, end: number): void {
  const { chain } = use
  const [, next, further] = use.links
  if (next?.kind === 'index' || (memberName(next) === 'at' && further?.kind === 'call')) world.acts.push({ kind: 'asserts-sent', connection: use.connection, chain })
  replace(world, chain, end, use.links.length > 1 || world.fake.isParsed ? receivedOf(world, use) : `await ${linked(use)}.receivedText()`)
}

/** `ws.send.mock.calls[0][0]`. */
export function calls(world: FakeWorld, use: Use, links: readonly Link[]): void {
  const { draft } = world
  const { chain } = use
  const [list, first, second] = links
  const text = `(await ${world.fake.isShared ? world.server : linked(use)}.receivedText())`
  if (memberName(list) === 'calls' && first && memberName(first) === 'length') return replace(world, chain, endOf(first), `${text}.length`)
  const last = /^\[(.*)\.length - 1\]$/.exec(first?.kind === 'index' ? draft.text.slice(first.span.start, first.span.end) : '')?.[1]
  const zero = (link: Link | undefined): boolean => link?.kind === 'index' && draft.text.slice(link.span.start, link.span.end) === '[0]'
  if (memberName(list) === 'calls' && first?.kind === 'index' && second && zero(second) && /^\[\d+\]$/.test(draft.text.slice(first.span.start, first.span.end))) {
    world.acts.push({ kind: 'asserts-sent', connection: use.connection, chain })
    return replace(world, chain, endOf(second), `${text}${draft.text.slice(first.span.start, first.span.end)}`)
  }
  if (memberName(list) === 'calls' && first && second && zero(second) && last !== undefined && draft.text.slice(chain.span.start, endOf(list ?? first)) === last) {
    world.acts.push({ kind: 'asserts-sent', connection: use.connection, chain })
    return replace(world, chain, endOf(second), `${text}.at(-1)`)
  }
  if (memberName(list) === 'lastCall' && first && zero(first)) return replace(world, chain, endOf(first), `${text}.at(-1)`)
  // Each call had the one argument.
  if (memberName(list) === 'calls' && list) return replace(world, chain, endOf(list), `${text}.map((each) => [each])`)
  refuse(draft, chain.span, 'what was recorded is read in a way that has no counterpart on a real connection')
}

function replace(world: FakeWorld, chain: Chain, end: number, text: string): void {
  if (waits(world, chain)) edit(world.draft, chain.span.start, end, text)
}

/** `expect(ws.send).toHaveBeenCalledWith(x)`, `expect(ws.close).toHaveBeenCalled()`, `expect(ws.closed).toBe(true)`. */
export function asserted(world: FakeWorld, chain: Chain): void {
  const { draft, fake } = world
  const { text } = draft
  const [subject, ...rest] = chain.links
  const [given] = subject?.kind === 'call' ? subject.call.arguments : []
  const use = given && instanceIn(world, given.value)
  const name = memberName(use?.links[0]) ?? ''
  if (given && use?.links.length === 0 && !use.isVariable && /connection\((?:0|-1)\)$/.test(use.connection) && /^toBe(?:Undefined|Null|Falsy)$/.test(memberName(rest[0]) ?? '')) {
    if (!waits(world, chain)) return
    for (const inner of draft.facts.chains) if (contains(given.span, inner.span)) world.done.add(inner.span.start)
    return edit(draft, chain.awaitAt >= 0 ? chain.awaitAt : chain.span.start, chain.span.end, `expect(await ${world.server}.connections()).toHaveLength(0)`)
  }
  if (!use || use.links.length !== 1) return
  const isFlag = fake.closeFlags.has(name)
  if (!isFlag && !(name === 'close' && !fake.hasClose) && !(name === 'send' && fake.recordsSend)) return
  const isNegated = memberName(rest[0]) === 'not'
  const [matcher, call] = isNegated ? rest.slice(1) : rest
  if (call?.kind !== 'call') return refuse(draft, chain.span, 'it is asserted in a way that Demock does not know')
  const args = call.call.arguments
  const texts = args.map(({ span }) => text.slice(span.start, span.end))
  const matched = memberName(matcher) ?? ''
  // One double for all connections: what was sent on any of them.
  const isUnclosed = fake.isShared && name === 'close' && isNegated && matched === 'toHaveBeenCalled'
  const counterpart = isUnclosed ? `await ${world.server}.expectNoClose()` : name === 'send' ? sent(fake.isShared ? world.server : linked(use), matched, isNegated, texts, args) : (isFlag ? flagged : closed)(linked(use), matched, isNegated, texts)
  if (counterpart === undefined) return refuse(draft, chain.span, `\`${isNegated ? 'not.' : ''}${matched}\` has no counterpart on a real connection that Demock knows`)
  if (!waits(world, chain)) return
  for (const inner of draft.facts.chains) if (contains(given.span, inner.span)) world.done.add(inner.span.start)
  const { connection } = use
  if (name === 'send' && !/expectSilence|\.not\.|toHaveLength\(0\)/.test(counterpart)) world.acts.push({ kind: 'asserts-sent', connection, chain })
  if (name !== 'send') world.acts.push({ kind: /expectClose\(\d/.test(counterpart) && !counterpart.includes('(1006)') ? 'asserts-code' : 'asserts-closed', connection, chain })
  edit(draft, chain.awaitAt >= 0 ? chain.awaitAt : chain.span.start, chain.span.end, counterpart)
}

/** A method, or getter, of the class that gives something read from what was sent. */
export function readWith(world: FakeWorld, use: Use, name: string): void {
  const { draft, fake } = world
  const { chain, links } = use
  const reader = fake.readers.get(name)
  const last = links[reader?.isGetter === true ? 0 : 1]
  if (!reader || !last || (!reader.isGetter && last.kind !== 'call')) return refuse(draft, chain.span, `\`${name}\` is handed on here`)
  const sent = `\\bthis\\.${fake.sent ?? ''}\\b`
  const written = draft.text.slice(reader.span.start, reader.span.end).replace(new RegExp(`${sent}\\[${sent}\\.length - 1\\]!?`, 'g'), () => `this.${fake.sent ?? ''}.at(-1)`).replace(new RegExp(sent, 'g'), () => receivedOf(world, use))
  const isPlain = written === receivedOf(world, use)
  replace(world, chain, endOf(last), isPlain ? written : `(${written})`)
}

/** All that was sent, as the fake recorded it. */
function receivedOf({ fake }: FakeWorld, use: Use): string {
  const text = `(await ${linked(use)}.receivedText())`
  return fake.isParsed ? `${text}.map((each) => JSON.parse(each))` : text
}
