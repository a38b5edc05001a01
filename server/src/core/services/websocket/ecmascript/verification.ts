import type { Argument } from '../../../model/facts.ts'
import type { Asserting, Operand, Outcome } from './asserting.ts'

/** A verification of a double: `expect(ws.send).not.toHaveBeenCalledWith(x)`, `sinon.assert.calledOnce(ws.send)`. */
export interface Verification {
  readonly socket: string
  readonly client: string
  readonly method: string
  /** In the words of jest: `toHaveBeenCalledWith`. */
  readonly matcher: string
  readonly negated: boolean
  /** For `toHaveBeenCalledTimes`. */
  readonly times: Operand | undefined
  /** For `toHaveBeenNthCalledWith`, from 0. */
  readonly position: number | undefined
  /** What the method was called with. */
  readonly arguments: readonly Argument[]
  /** Texts of the arguments. */
  readonly texts: readonly string[]
  /** Whether calls with further arguments are meant, too. */
  readonly isPrefix: boolean
  /** Whether the same test says that something else that ends the connection, or leaves a room, was called. */
  readonly ends: 'terminate' | 'close' | 'leave' | 'disconnect' | undefined
  /** Whether what it was called with becomes something else on its way, such as a date. */
  readonly changes?: boolean
  readonly asserting: Asserting
}

const ALIASES: Readonly<Record<string, string>> = {
  toBeCalled: 'toHaveBeenCalled', toBeCalledTimes: 'toHaveBeenCalledTimes', toBeCalledWith: 'toHaveBeenCalledWith',
  lastCalledWith: 'toHaveBeenLastCalledWith', nthCalledWith: 'toHaveBeenNthCalledWith',
}

/** The name of a matcher that has several. */
export function normalMatcher(matcher: string): string {
  return ALIASES[matcher] ?? matcher
}

/** The counterpart of a verification on the far end of a real connection. */
export function counterpartOf(verification: Verification): Outcome {
  const normal = { ...verification, matcher: normalMatcher(verification.matcher) }
  switch (verification.method) {
    case 'send': return sent(normal)
    case 'close': return closed(normal)
    case 'terminate': return terminated(normal)
    case 'ping': return pinged(normal)
    case 'on':
    case 'once':
    case 'addListener':
    case 'addEventListener': return listened(normal)
    default: return { finish: `a real socket does not tell how \`${verification.method}\` was called; assert what follows from it` }
  }
}

const ONE: Operand = { text: '1' }
const NONE: Operand = { text: '0' }

function sent(verification: Verification): Outcome {
  const { client, matcher, negated, arguments: given, texts, times, position, asserting } = verification
  const received = `await ${client}.received()`
  const silence: Outcome = { whole: `await ${client}.expectSilence()` }
  const withCallback = { finish: 'only the message itself travels; the options and the callback of `send` cannot be seen at the other end' }
  const wanted = operandOf(given[0], texts[0])
  switch (matcher) {
    case 'toHaveBeenCalled':
      return negated ? silence : asserting.length(received, NONE, true)
    case 'toHaveBeenCalledOnce':
      return asserting.length(received, ONE, negated)
    case 'toHaveBeenCalledTimes':
      if (!times) return unknown(matcher)
      return times.text === '0' && !negated ? silence : asserting.length(received, times, negated)
    case 'toHaveBeenCalledWith':
      return given.length === 1 && wanted ? asserting.contains(client, wanted, negated) : withCallback
    case 'toHaveBeenLastCalledWith':
      return given.length === 1 && wanted ? asserting.at(client, -1, wanted, negated) : withCallback
    case 'toHaveBeenCalledExactlyOnceWith':
      return given.length === 1 && wanted && !negated ? asserting.only(client, wanted) : withCallback
    case 'toHaveBeenNthCalledWith':
      return position !== undefined && given.length === 1 && wanted ? asserting.at(client, position, wanted, negated) : withCallback
    default:
      return unknown(matcher)
  }
}

function operandOf(argument: Argument | undefined, text: string | undefined): Operand | undefined {
  return argument && text !== undefined && argument.spread === undefined ? { text, span: argument.span } : undefined
}

function closed(verification: Verification): Outcome {
  const { socket, client, matcher, negated, arguments: given, times, ends, asserting } = verification
  const anyClose: Outcome = { whole: `await ${client}.expectClose()` }
  // A connection that is cut has had no close frame.
  const never: Outcome = ends === 'terminate' ? { whole: `await ${client}.expectClose(1006)` } : asserting.is(`${socket}.readyState`, { text: `${socket}.OPEN` }, false)
  switch (matcher) {
    case 'toHaveBeenCalled':
      return negated ? never : anyClose
    case 'toHaveBeenCalledOnce':
      return negated ? unknown(matcher) : anyClose
    case 'toHaveBeenCalledTimes':
      if (negated || (times?.text !== '0' && times?.text !== '1')) return { finish: 'a connection closes once; how often `close` was called cannot be seen' }
      return times.text === '0' ? never : anyClose
    case 'toHaveBeenCalledWith':
    case 'toHaveBeenLastCalledWith':
    case 'toHaveBeenCalledExactlyOnceWith':
    case 'toHaveBeenNthCalledWith':
      if (negated) return { finish: 'assert with which code the connection was closed, or that it is still open' }
      if (matcher === 'toHaveBeenNthCalledWith' && verification.position !== 0) return unknown(matcher)
      return given.length === 0 && verification.isPrefix ? anyClose : closedWith(verification)
    default:
      return unknown(matcher)
  }
}

function closedWith({ client, arguments: given, texts, asserting }: Verification): Outcome {
  const [first, last] = [given[0], given.at(-1)]
  // Without a code the far end reads 1005 (RFC 6455, 7.1.5).
  if (!first || !last) return { whole: `await ${client}.expectClose(1005)` }
  const concrete = given.every(({ value }) => value.kind === 'literal' || value.kind === 'string')
  if (concrete && given.length <= 2) return { before: `await ${client}.expectClose(`, operand: { start: first.span.start, end: last.span.end }, after: ')' }
  if (texts.some((text) => /^(?:sinon\.)?match\b/.test(text))) return { finish: 'assert the code and the reason that `expectClose` gives' }
  if (given.length === 1 && /\bexpect\./.test(texts[0] ?? '')) return { whole: `expect(await ${client}.expectClose()).toMatchObject({ code: ${texts[0]} })` }
  if (given.length === 1) return asserting.is(`(await ${client}.expectClose()).code`, { text: texts[0] ?? '' }, false)
  if (given.length === 2) return asserting.equals(`await ${client}.expectClose()`, `{ code: ${texts[0]}, reason: ${texts[1]} }`)
  return { finish: '`close` takes a code and a reason' }
}

function terminated({ socket, client, matcher, negated, times, ends, asserting }: Verification): Outcome {
  const yes: Outcome = { whole: `await ${client}.expectClose(1006)` }
  const no = ends === 'close'
    ? asserting.is(`(await ${client}.expectClose()).code`, { text: '1006' }, true)
    : asserting.is(`${socket}.readyState`, { text: `${socket}.OPEN` }, false)
  if (matcher === 'toHaveBeenCalled') return negated ? no : yes
  if (matcher === 'toHaveBeenCalledOnce' && !negated) return yes
  if (matcher === 'toHaveBeenCalledTimes' && !negated && times?.text === '0') return no
  if (matcher === 'toHaveBeenCalledTimes' && !negated && times?.text === '1') return yes
  return unknown(matcher)
}

function pinged({ client, matcher, negated, times, asserting }: Verification): Outcome {
  const pings = `await ${client}.pings()`
  if (matcher === 'toHaveBeenCalled') return asserting.is(pings, NONE, !negated)
  if (matcher === 'toHaveBeenCalledOnce') return asserting.is(pings, ONE, negated)
  if (matcher === 'toHaveBeenCalledTimes' && times) return asserting.is(pings, times, negated)
  return unknown(matcher)
}

function listened({ socket, matcher, negated, arguments: given, texts, isPrefix, asserting }: Verification): Outcome {
  const [event] = given
  const anyListener = given.length === 1 ? isPrefix : /^(?:expect\.any(?:thing)?\((?:Function)?\)|(?:sinon\.)?match\.(?:func|any))$/.test(texts[1] ?? '')
  if (matcher !== 'toHaveBeenCalledWith' || event?.value.kind !== 'string' || !anyListener || given.length > 2) {
    return { finish: 'assert what the listeners do when something arrives, by `deliver` and `close` of the far end' }
  }
  const count = `${socket}.listenerCount(${texts[0]})`
  return negated ? asserting.is(count, NONE, false) : asserting.positive(count)
}

function unknown(matcher: string): Outcome {
  return { finish: `\`${matcher}\` has no counterpart on a real connection that Demock knows` }
}
