import type { Link } from '../../../model/facts.ts'
import type { Recorder } from './doubles.ts'
import { callAt, questionOf } from './questions.ts'
import { endOf, memberName } from './sockets.ts'
import type { Reading } from './world.ts'

/**
 * The counterpart of a read of calls that sinon or node:test recorded, anywhere in an expression: `links` are those after the method. Undefined when
 * there is none.
 */
export function recordedOf(source: string, recorder: Recorder, method: string, ends: { readonly socket: string; readonly client: string }, links: readonly Link[], isTyped: boolean): Reading | undefined {
  const question = questionOf(source, recorder, links)
  if (question) {
    const texts = question.arguments.map(({ span }) => source.slice(span.start, span.end))
    const text = method === 'send' ? sentText(ends.client, question, texts) : method === 'ping' ? pingText(ends.client, question) : undefined
    return text === undefined ? undefined : { text, end: question.end }
  }
  const call = recorder === 'sinon' ? sinonCall(source, links) : nodeCall(source, links)
  if (call && method === 'close') return closeText(ends.client, call)
  if (call && method === 'send') return messageText(ends.client, call, isTyped)
  return method === 'send' ? listText(source, recorder, ends.client, links, isTyped) : undefined
}

function sentText(client: string, question: NonNullable<ReturnType<typeof questionOf>>, texts: readonly string[]): string | undefined {
  const received = `(await ${client}.received())`
  const { matcher, negated, times, position } = question
  if (matcher === 'toHaveBeenCalled') return `(${received}.length ${negated ? '===' : '>'} 0)`
  if (question.value === 'number') return `${received}.length`
  if (matcher === 'toHaveBeenCalledOnce') return `(${received}.length === 1)`
  if (times) return `(${received}.length === ${times.text})`
  if (texts.length !== 1) return undefined
  if (matcher === 'toHaveBeenCalledWith') return negated ? `!(await ${client}.hasReceived(${texts[0]}))` : `(await ${client}.hasReceived(${texts[0]}))`
  if (matcher === 'toHaveBeenCalledExactlyOnceWith') return `(${received}.length === 1 && (await ${client}.hasReceived(${texts[0]})))`
  return position === undefined ? undefined : `(await ${client}.hasReceived(${texts[0]}, ${position}))`
}

function pingText(client: string, { matcher, negated, times, value }: NonNullable<ReturnType<typeof questionOf>>): string | undefined {
  if (value === 'number') return `(await ${client}.pings())`
  if (matcher === 'toHaveBeenCalled') return `((await ${client}.pings()) ${negated ? '===' : '>'} 0)`
  const count = matcher === 'toHaveBeenCalledOnce' ? '1' : times?.text
  return count === undefined ? undefined : `((await ${client}.pings()) === ${count})`
}

/** One argument of one call, or all of them. */
interface One {
  readonly position: string
  readonly argument: number | undefined
  readonly end: number
  /** Whether the text asserts that it is there: `calls[0]!.arguments`. */
  readonly isAsserted: boolean
}

/** `firstCall.args[0]`, `getCall(0).firstArg`, `args[0][0]`. */
function sinonCall(source: string, links: readonly Link[]): One | undefined {
  const [first, second, third] = links
  if (memberName(first) === 'args' && second) {
    const position = indexText(source, second)
    const argument = numberAt(source, third)
    if (position === undefined) return undefined
    return { position, argument, end: endOf(argument === undefined || !third ? second : third), isAsserted: false }
  }
  const at = callAt(source, links)
  const member = links[at?.length ?? 0]
  const name = memberName(member)
  if (!at || !member) return undefined
  if (name === 'firstArg') return { position: String(at.position), argument: 0, end: endOf(member), isAsserted: false }
  if (name !== 'args') return undefined
  const index = links[at.length + 1]
  const argument = numberAt(source, index)
  return { position: String(at.position), argument, end: endOf(argument === undefined || !index ? member : index), isAsserted: false }
}

/** `mock.calls[0].arguments[0]`, `mock.calls.at(-1).arguments`. */
function nodeCall(source: string, links: readonly Link[]): One | undefined {
  const [mock, calls, ...rest] = links
  if (memberName(mock) !== 'mock' || memberName(calls) !== 'calls') return undefined
  const [first, second] = rest
  const given = memberName(first) === 'at' && second?.kind === 'call' ? second.call.arguments[0]?.span : undefined
  const position = given ? source.slice(given.start, given.end) : indexText(source, first)
  const [member, index] = rest.slice(given ? 2 : 1)
  if (position === undefined || memberName(member) !== 'arguments' || !member) return undefined
  const argument = numberAt(source, index)
  return { position, argument, end: endOf(argument === undefined || !index ? member : index), isAsserted: false }
}

function indexText(source: string, link: Link | undefined): string | undefined {
  const [item] = link?.kind === 'index' ? link.items : []
  if (!item) return undefined
  const text = source.slice(item.span.start, item.span.end)
  if (/^[\w.]+(?:\.args|\.calls|callCount|callCount\(\)|\.length)\s*-\s*1$/.test(text)) return '-1'
  return /\.(?:mock|args|callCount)\b/.test(text) || item.kind === 'string' ? undefined : text
}

function numberAt(source: string, link: Link | undefined): number | undefined {
  const text = link?.kind === 'index' ? source.slice(link.span.start + 1, link.span.end - 1).trim() : ''
  return /^\d+$/.test(text) ? Number(text) : undefined
}

function messageText(client: string, { position, argument, end }: One, isTyped: boolean): Reading | undefined {
  if (argument !== undefined && argument !== 0) return undefined
  const isAt = !/^\d+$/.test(position)
  const list = `(await ${client}.received${argument === 0 ? 'Text' : ''}())`
  const item = isAt ? `${list}.at(${position})` : `${list}[${position}]`
  return { text: argument === 0 ? `${item}${isTyped ? '!' : ''}` : `[${item}]`, end }
}

function closeText(client: string, { argument, end }: One): Reading | undefined {
  if (argument !== 0 && argument !== 1) return undefined
  return { text: `(await ${client}.expectClose()).${argument === 0 ? 'code' : 'reason'}`, end }
}

/** The list of all calls, with something to follow that looks into it. */
function listText(source: string, recorder: Recorder, client: string, links: readonly Link[], isTyped: boolean): Reading | undefined {
  const [first, second, third, fourth] = links
  const name = memberName(first)
  const text = isTyped ? '(text): [string]' : '(text)'
  if (recorder === 'node') {
    if (name !== 'mock' || memberName(second) !== 'calls' || !second || !third) return undefined
    const mapped = memberName(third) === 'map' && fourth?.kind === 'call' ? mappedText(source.slice(fourth.call.argumentsSpan.start + 1, fourth.call.argumentsSpan.end - 1), 'arguments') : undefined
    if (mapped && fourth) return { text: links.length > 4 ? `(await ${client}.${mapped}())` : `await ${client}.${mapped}()`, end: endOf(fourth) }
    return third.kind === 'member' ? { text: `(await ${client}.receivedText()).map((text) => ({ arguments: [text] }))`, end: endOf(second) } : undefined
  }
  if (recorder !== 'sinon' || !first) return undefined
  if (name === 'args') {
    if (memberName(second) === 'length' && second) return { text: `(await ${client}.received()).length`, end: endOf(second) }
    return second?.kind === 'member' ? { text: `(await ${client}.receivedText()).map(${text} => [text])`, end: endOf(first) } : undefined
  }
  if (name !== 'getCalls' || second?.kind !== 'call') return undefined
  if (memberName(third) === 'length' && third) return { text: `(await ${client}.received()).length`, end: endOf(third) }
  const mapped = memberName(third) === 'map' && fourth?.kind === 'call' ? mappedText(source.slice(fourth.call.argumentsSpan.start + 1, fourth.call.argumentsSpan.end - 1), 'args') : undefined
  if (mapped && fourth) return { text: links.length > 4 ? `(await ${client}.${mapped}())` : `await ${client}.${mapped}()`, end: endOf(fourth) }
  return third?.kind === 'member' ? { text: `(await ${client}.receivedText()).map((text) => ({ args: [text] }))`, end: endOf(second) } : undefined
}

/** `(call) => JSON.parse(call.arguments[0])`, `(call) => call.args[0]`: what the whole `map` gives. */
function mappedText(callback: string, member: 'args' | 'arguments'): 'receivedJson' | 'receivedText' | undefined {
  const [parameter, body] = callback.split('=>').map((part) => part.trim())
  if (parameter === undefined || body === undefined || callback.length > 200) return undefined
  const name = parameter.replace(/^\(|\)$/g, '').replace(/:.*$/, '').trim()
  const item = `${name}.${member}[0]`
  const cleaned = body.replace(/\s+as\s+\w+/g, '').replaceAll('!', '').replace(/,$/, '').trim()
  if (cleaned === `JSON.parse(${item})`) return 'receivedJson'
  return cleaned === item ? 'receivedText' : undefined
}
