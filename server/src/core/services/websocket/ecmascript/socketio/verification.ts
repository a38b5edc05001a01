import type { Argument } from '../../../../model/facts.ts'
import type { Operand, Outcome } from '../asserting.ts'
import { normalMatcher, type Verification } from '../verification.ts'

/** The counterpart of a verification on the far end of a real connection of Socket.IO. */
export function counterpartOf(verification: Verification): Outcome {
  const normal = { ...verification, matcher: normalMatcher(verification.matcher) }
  switch (verification.method) {
    case 'emit': return emitted(normal)
    case 'join': return joined(normal)
    case 'disconnect': return disconnected(normal)
    case 'on':
    case 'once':
    case 'addListener': return listened(normal)
    default: return { finish: `a real socket does not tell how \`${verification.method}\` was called; assert what follows from it` }
  }
}

/** What takes the place of a verification of `emit`. */
export function emitted(verification: Verification): Outcome {
  const { client, matcher, negated, arguments: given, texts, times, position, isPrefix, asserting } = verification
  const events = `await ${client}.events()`
  const silence: Outcome = { whole: `await ${client}.expectSilence()` }
  const [name] = texts
  switch (matcher) {
    case 'toHaveBeenCalled': return negated ? silence : asserting.length(events, { text: '0' }, true)
    case 'toHaveBeenCalledOnce': return asserting.length(events, { text: '1' }, negated)
    case 'toHaveBeenCalledTimes':
      if (!times) return unknown(matcher)
      return times.text === '0' && !negated ? silence : asserting.length(events, times, negated)
    default:
  }
  if (given.length === 0 || name === undefined || given.some(({ spread }) => spread !== undefined)) return unknown(matcher)
  if (given.some(({ value }) => value.kind === 'function') || texts.some((text) => /\bFunction\b|match\.func/.test(text))) {
    return { finish: 'an acknowledgement cannot be seen at the other end; answer it from there' }
  }
  if (verification.changes) return { finish: 'it arrives as JSON: dates as text, `undefined` as null or not at all; assert that' }
  const rest = restOf(given, texts)
  const received = `await ${client}.received(${name})`
  if (isPrefix && given.length === 1 && matcher === 'toHaveBeenCalledWith') return asserting.length(received, { text: '0' }, !negated)
  switch (matcher) {
    case 'toHaveBeenCalledWith': return asserting.includes(received, `await ${client}.hasReceived(${name}${rest ? ', ' : ''}`, rest, negated)
    case 'toHaveBeenLastCalledWith': return asserting.item(events, -1, operandOf(given, texts), negated)
    case 'toHaveBeenNthCalledWith': return position === undefined ? unknown(matcher) : asserting.item(events, position, operandOf(given, texts), negated)
    case 'toHaveBeenCalledExactlyOnceWith': return negated ? unknown(matcher) : asserting.list(events, operandOf(given, texts))
    default: return unknown(matcher)
  }
}

function operandOf(given: readonly Argument[], texts: readonly string[]): Operand {
  const [first, last] = [given[0], given.at(-1)]
  return { text: texts.join(', '), span: first && last ? { start: first.span.start, end: last.span.end } : undefined }
}

function restOf([, ...given]: readonly Argument[], [, ...texts]: readonly string[]): Operand | undefined {
  return given.length > 0 ? operandOf(given, texts) : undefined
}

function joined({ socket, matcher, negated, arguments: given, texts, ends, asserting }: Verification): Outcome {
  if (ends !== undefined) return { finish: 'the rooms are left when the connection ends; assert what the other members of the room see' }
  const [room] = texts
  if (matcher === 'toHaveBeenCalledWith' && given.length === 1 && room !== undefined && !/\b(?:expect|match)\./.test(room)) {
    return asserting.is(`${socket}.rooms.has(${room})`, { text: String(!negated) }, false)
  }
  // A socket is in the room of its own id from the beginning.
  if (matcher === 'toHaveBeenCalled' && negated) return asserting.is(`${socket}.rooms.size`, { text: '1' }, false)
  return { finish: 'assert which rooms the socket is in: `socket.rooms`' }
}

function disconnected({ socket, client, matcher, negated, times, arguments: given, texts, asserting }: Verification): Outcome {
  const never = asserting.is(`${socket}.connected`, { text: 'true' }, false)
  const ended: Outcome = { whole: `await ${client}.expectDisconnect()` }
  switch (matcher) {
    case 'toHaveBeenCalled': return negated ? never : ended
    case 'toHaveBeenCalledOnce': return negated ? unknown(matcher) : ended
    case 'toHaveBeenCalledTimes':
      if (negated || (times?.text !== '0' && times?.text !== '1')) return unknown(matcher)
      return times.text === '0' ? never : ended
    case 'toHaveBeenCalledWith':
    case 'toHaveBeenCalledExactlyOnceWith':
      if (negated) return unknown(matcher)
      if (given.length === 0 || texts[0] === 'false') return ended
      return texts[0] === 'true' ? { whole: `await ${client}.expectDisconnect(true)` } : unknown(matcher)
    default: return unknown(matcher)
  }
}

function listened({ socket, matcher, negated, arguments: given, texts, isPrefix, asserting }: Verification): Outcome {
  const [event] = given
  const anyListener = given.length === 1 ? isPrefix : /^(?:expect\.any(?:thing)?\((?:Function)?\)|(?:sinon\.)?match\.(?:func|any))$/.test(texts[1] ?? '')
  if (matcher !== 'toHaveBeenCalledWith' || event?.value.kind !== 'string' || event.value.text === 'error' || !anyListener || given.length > 2) {
    return { finish: 'assert what the listeners do when something arrives, by `deliver` and `close` of the far end' }
  }
  const count = `${socket}.listenerCount(${texts[0]})`
  return negated ? asserting.is(count, { text: '0' }, false) : asserting.positive(count)
}

function unknown(matcher: string): Outcome {
  return { finish: `\`${matcher}\` has no counterpart on a real connection that Demock knows` }
}
