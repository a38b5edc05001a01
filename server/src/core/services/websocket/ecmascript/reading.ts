import type { Link } from '../../../model/facts.ts'
import { endOf, memberName } from './sockets.ts'
import type { Reading } from './world.ts'

/**
 * The counterpart of a read of recorded calls: `links` are those after the method, `.mock.calls[0][0]`. Undefined when there is none. A text that needs
 * brackets before a further link has them.
 */
export function readingOf(source: string, method: string, client: string, links: readonly Link[], isTyped: boolean): Reading | undefined {
  const [mock, calls, ...rest] = links
  if (memberName(mock) !== 'mock' || !calls) return undefined
  const name = memberName(calls)
  if (method === 'close') return closing(source, client, name, rest)
  if (method === 'ping' && name === 'calls' && memberName(rest[0]) === 'length' && rest[0]) return { text: `(await ${client}.pings())`, end: endOf(rest[0]) }
  if (method !== 'send') return undefined
  const [first, second, third] = rest
  const asserted = (end: number): string => (/[\])]!/.test(source.slice(endOf(calls), end + 1)) ? '!' : '')
  // Unlike an index, `at` is typed as possibly undefined everywhere.
  const present = isTyped ? '!' : ''
  if (name === 'lastCall' && first && number(source, first) === 0) {
    return { text: `(await ${client}.receivedText()).at(-1)${present}`, end: endOf(first) }
  }
  if (name !== 'calls') return undefined
  if (first && second && number(source, first) !== undefined && number(source, second) === 0) {
    return { text: `(await ${client}.receivedText())[${number(source, first)}]${asserted(endOf(second))}`, end: endOf(second) }
  }
  if (first?.kind === 'index') return oneCall(source, client, first, second, present)
  if (memberName(first) === 'at' && second?.kind === 'call' && third && number(source, third) === 0) {
    const [position] = second.call.arguments
    if (!position) return undefined
    return { text: `(await ${client}.receivedText()).at(${source.slice(position.span.start, position.span.end)})${present}`, end: endOf(third) }
  }
  if (first && memberName(first) === 'length') return { text: `(await ${client}.received()).length`, end: endOf(first) }
  if (memberName(first) === 'map' && second?.kind === 'call') {
    const mapped = simpleMap(source.slice(second.call.argumentsSpan.start + 1, second.call.argumentsSpan.end - 1))
    if (mapped) {
      const bare = `await ${client}.${mapped}()`
      return { text: third ? `(${bare})` : bare, end: endOf(second) }
    }
  }
  if (first === undefined) return { text: `(await ${client}.received()).map((message) => [message])`, end: endOf(calls) }
  // What follows looks into the messages.
  if (first.kind === 'member') return { text: `(await ${client}.receivedText()).map((text)${isTyped ? ': [string]' : ''} => [text])`, end: endOf(calls) }
  return undefined
}

/** `calls[i]` alone is a list of arguments; what follows must not be the second one. */
function oneCall(source: string, client: string, index: Link, next: Link | undefined, present: string): Reading | undefined {
  const item = index.kind === 'index' ? index.items[0] : undefined
  if (!item) return undefined
  const position = source.slice(item.span.start, item.span.end)
  const last = /^[\w.]+\.calls\.length\s*-\s*1$/.test(position)
  if (!last && position.includes('.mock.')) return undefined
  if (!next && last) return { text: `[(await ${client}.received()).at(-1)]`, end: endOf(index) }
  if (!next) return { text: `[(await ${client}.received())[${position}]]`, end: endOf(index) }
  if (number(source, next) !== 0) return undefined
  const asserted = source.slice(endOf(index), endOf(next)).startsWith('!') ? '!' : ''
  return { text: last ? `(await ${client}.receivedText()).at(-1)${present}` : `(await ${client}.receivedText())[${position}]${asserted}`, end: endOf(next) }
}

function closing(source: string, client: string, name: string | undefined, [first, second]: readonly Link[]): Reading | undefined {
  const position = name === 'lastCall' ? first : second
  if (!position || (name === 'calls' && number(source, first) === undefined) || (name !== 'calls' && name !== 'lastCall')) return undefined
  const wanted = number(source, position)
  if (wanted !== 0 && wanted !== 1) return undefined
  return { text: `(await ${client}.expectClose()).${wanted === 0 ? 'code' : 'reason'}`, end: endOf(position) }
}

function number(source: string, link: Link | undefined): number | undefined {
  const [item] = link?.kind === 'index' ? link.items : []
  const text = item?.kind === 'literal' ? source.slice(item.span.start, item.span.end) : ''
  return /^\d+$/.test(text) ? Number(text) : undefined
}

/** `(call) => JSON.parse(call[0])`, `([text]) => text`: what the whole `map` gives. */
function simpleMap(callback: string): 'receivedJson' | 'receivedText' | undefined {
  const [parameter, body] = callback.split('=>').map((part) => part.trim())
  if (parameter === undefined || body === undefined || callback.length > 200) return undefined
  const plain = parameter.replace(/^\(|\)$/g, '').replace(/:.*$/, '').trim()
  const item = plain.startsWith('[') ? plain.slice(1, -1).trim() : `${plain}[0]`
  const cleaned = body.replace(/\s+as\s+\w+/g, '').replaceAll('!', '').trim()
  if (cleaned === `JSON.parse(${item})`) return 'receivedJson'
  return cleaned === item ? 'receivedText' : undefined
}
