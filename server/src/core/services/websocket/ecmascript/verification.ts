import type { Argument } from '../../../model/facts.ts'

/** A verification of a double: `expect(ws.send).not.toHaveBeenCalledWith(x)`. */
export interface Verification {
  readonly socket: string
  readonly client: string
  readonly method: string
  readonly matcher: string
  readonly negated: boolean
  readonly arguments: readonly Argument[]
  /** Texts of the arguments. */
  readonly texts: readonly string[]
  /** Whether the same test says that `terminate`, or `close`, was called. */
  readonly ends: 'terminate' | 'close' | undefined
}

/**
 * What takes its place: `head` replaces all up to the argument number `from`, whose text and closing parenthesis stay; `whole` replaces it altogether;
 * `finish` leaves it to the user, with the reason.
 */
export type Outcome = { readonly head: string; readonly from: number } | { readonly whole: string } | { readonly finish: string }

const ALIASES: Readonly<Record<string, string>> = {
  toBeCalled: 'toHaveBeenCalled', toBeCalledTimes: 'toHaveBeenCalledTimes', toBeCalledWith: 'toHaveBeenCalledWith',
  lastCalledWith: 'toHaveBeenLastCalledWith', nthCalledWith: 'toHaveBeenNthCalledWith',
}

/** The counterpart of a verification on the far end of a real connection. */
export function counterpartOf(verification: Verification): Outcome {
  const matcher = ALIASES[verification.matcher] ?? verification.matcher
  const normal = { ...verification, matcher }
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

function sent({ client, matcher, negated, arguments: given, texts }: Verification): Outcome {
  const received = `await ${client}.received()`
  const silence: Outcome = { whole: `await ${client}.expectSilence()` }
  const not = negated ? '.not' : ''
  const withCallback = { finish: 'only the message itself travels; the options and the callback of `send` cannot be seen at the other end' }
  switch (matcher) {
    case 'toHaveBeenCalled':
      return negated ? silence : { whole: `expect(${received}).not.toHaveLength(0)` }
    case 'toHaveBeenCalledOnce':
      return { whole: `expect(${received})${not}.toHaveLength(1)` }
    case 'toHaveBeenCalledTimes':
      return texts[0] === '0' && !negated ? silence : { head: `expect(${received})${not}.toHaveLength(`, from: 0 }
    case 'toHaveBeenCalledWith':
      return given.length === 1 ? { head: `expect(${received})${not}.toContainEqual(`, from: 0 } : withCallback
    case 'toHaveBeenLastCalledWith':
      return given.length === 1 ? { head: `expect((${received}).at(-1))${not}.toEqual(`, from: 0 } : withCallback
    case 'toHaveBeenCalledExactlyOnceWith':
      return given.length === 1 && !negated ? { whole: `expect(${received}).toEqual([${texts[0]}])` } : withCallback
    case 'toHaveBeenNthCalledWith': {
      const index = Number(texts[0]) - 1
      if (!Number.isInteger(index) || given.length !== 2) return withCallback
      return { head: `expect((${received})[${index}])${not}.toEqual(`, from: 1 }
    }
    default:
      return unknown(matcher)
  }
}

function closed({ socket, client, matcher, negated, arguments: given, texts, ends }: Verification): Outcome {
  const anyClose: Outcome = { whole: `await ${client}.expectClose()` }
  // A connection that is cut has had no close frame.
  const never: Outcome = { whole: ends === 'terminate' ? `await ${client}.expectClose(1006)` : `expect(${socket}.readyState).toBe(${socket}.OPEN)` }
  switch (matcher) {
    case 'toHaveBeenCalled':
      return negated ? never : anyClose
    case 'toHaveBeenCalledOnce':
      return negated ? unknown(matcher) : anyClose
    case 'toHaveBeenCalledTimes':
      if (negated || (texts[0] !== '0' && texts[0] !== '1')) return { finish: 'a connection closes once; how often `close` was called cannot be seen' }
      return texts[0] === '0' ? never : anyClose
    case 'toHaveBeenCalledWith':
    case 'toHaveBeenLastCalledWith':
    case 'toHaveBeenCalledExactlyOnceWith':
      if (negated) return { finish: 'assert with which code the connection was closed, or that it is still open' }
      return closedWith(client, given, texts)
    default:
      return unknown(matcher)
  }
}

function closedWith(client: string, given: readonly Argument[], texts: readonly string[]): Outcome {
  const concrete = given.every(({ value }) => value.kind === 'literal' || value.kind === 'string')
  // Without a code the far end reads 1005 (RFC 6455, 7.1.5).
  if (given.length === 0) return { whole: `await ${client}.expectClose(1005)` }
  if (concrete && given.length <= 2) return { head: `await ${client}.expectClose(`, from: 0 }
  if (given.length === 1) return { whole: `expect(await ${client}.expectClose()).toMatchObject({ code: ${texts[0]} })` }
  if (given.length === 2) return { whole: `expect(await ${client}.expectClose()).toEqual({ code: ${texts[0]}, reason: ${texts[1]} })` }
  return { finish: '`close` takes a code and a reason' }
}

function terminated({ socket, client, matcher, negated, texts, ends }: Verification): Outcome {
  const yes: Outcome = { whole: `await ${client}.expectClose(1006)` }
  const no: Outcome = { whole: ends === 'close' ? `expect((await ${client}.expectClose()).code).not.toBe(1006)` : `expect(${socket}.readyState).toBe(${socket}.OPEN)` }
  if (matcher === 'toHaveBeenCalled') return negated ? no : yes
  if (matcher === 'toHaveBeenCalledOnce' && !negated) return yes
  if (matcher === 'toHaveBeenCalledTimes' && !negated && texts[0] === '0') return no
  if (matcher === 'toHaveBeenCalledTimes' && !negated && texts[0] === '1') return yes
  return unknown(matcher)
}

function pinged({ client, matcher, negated, texts }: Verification): Outcome {
  const pings = `expect(await ${client}.pings())`
  const not = negated ? '.not' : ''
  if (matcher === 'toHaveBeenCalled') return { whole: negated ? `${pings}.toBe(0)` : `${pings}.not.toBe(0)` }
  if (matcher === 'toHaveBeenCalledOnce') return { whole: `${pings}${not}.toBe(1)` }
  if (matcher === 'toHaveBeenCalledTimes' && texts.length === 1) return { head: `${pings}${not}.toBe(`, from: 0 }
  return unknown(matcher)
}

function listened({ socket, matcher, negated, arguments: given, texts }: Verification): Outcome {
  const [event] = given
  const anyListener = /^expect\.any(?:thing)?\((?:Function)?\)$/.test(texts[1] ?? '')
  if (matcher !== 'toHaveBeenCalledWith' || event?.value.kind !== 'string' || !anyListener || given.length !== 2) {
    return { finish: 'assert what the listeners do when something arrives, by `deliver` and `close` of the far end' }
  }
  const count = `expect(${socket}.listenerCount(${texts[0]}))`
  return { whole: negated ? `${count}.toBe(0)` : `${count}.toBeGreaterThan(0)` }
}

function unknown(matcher: string): Outcome {
  return { finish: `\`${matcher}\` has no counterpart on a real connection that Demock knows` }
}
