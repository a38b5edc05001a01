import type { Argument, Link } from '../../../model/facts.ts'
import type { Operand } from './asserting.ts'
import type { Recorder } from './doubles.ts'
import { endOf, memberName } from './sockets.ts'

/** What an expression asks about the recorded calls of a method: `ws.send.calledOnce`, `ws.send.mock.callCount()`. */
export interface Question {
  /** In the words of jest. */
  readonly matcher: string
  readonly negated: boolean
  readonly times: Operand | undefined
  /** For the call at a position, from 0. */
  readonly position: number | undefined
  readonly arguments: readonly Argument[]
  /** Whether calls with further arguments are meant, too. */
  readonly isPrefix: boolean
  /** What the expression gives. */
  readonly value: 'truth' | 'number'
  /** Offset behind it. */
  readonly end: number
}

const NOTHING = { negated: false, times: undefined, position: undefined, arguments: [], isPrefix: false, value: 'truth' } as const

/** Reads the links behind a method; undefined when they ask nothing, or something else. */
export function questionOf(text: string, recorder: Recorder, links: readonly Link[]): Question | undefined {
  if (recorder === 'sinon') return ofSinon(text, links)
  return recorder === 'node' ? ofNode(links) : undefined
}

const COUNTS: Readonly<Record<string, string>> = { calledOnce: '1', calledTwice: '2', calledThrice: '3' }
const WITH: Readonly<Record<string, Pick<Question, 'matcher' | 'negated' | 'isPrefix'>>> = {
  calledWith: { matcher: 'toHaveBeenCalledWith', negated: false, isPrefix: true },
  calledWithExactly: { matcher: 'toHaveBeenCalledWith', negated: false, isPrefix: false },
  calledOnceWith: { matcher: 'toHaveBeenCalledExactlyOnceWith', negated: false, isPrefix: true },
  calledOnceWithExactly: { matcher: 'toHaveBeenCalledExactlyOnceWith', negated: false, isPrefix: false },
  neverCalledWith: { matcher: 'toHaveBeenCalledWith', negated: true, isPrefix: true },
}
const POSITIONS: Readonly<Record<string, number>> = { firstCall: 0, secondCall: 1, thirdCall: 2, lastCall: -1 }

function ofSinon(text: string, links: readonly Link[]): Question | undefined {
  const [first, second] = links
  const name = memberName(first)
  if (!first || name === undefined) return undefined
  const end = endOf(first)
  if (name === 'called') return { ...NOTHING, matcher: 'toHaveBeenCalled', end }
  if (name === 'notCalled') return { ...NOTHING, matcher: 'toHaveBeenCalled', negated: true, end }
  if (name === 'callCount') return { ...NOTHING, matcher: 'toHaveBeenCalledTimes', value: 'number', end }
  const count = COUNTS[name]
  if (count !== undefined) return { ...NOTHING, ...(name === 'calledOnce' ? { matcher: 'toHaveBeenCalledOnce' } : { matcher: 'toHaveBeenCalledTimes', times: { text: count } }), end }
  const called = WITH[name]
  if (called && second?.kind === 'call') return { ...NOTHING, ...called, arguments: second.call.arguments, end: endOf(second) }
  const at = callAt(text, links)
  const matcher = memberName(links[at?.length ?? 0])
  const call = links[(at?.length ?? 0) + 1]
  if (!at || (matcher !== 'calledWith' && matcher !== 'calledWithExactly') || call?.kind !== 'call') return undefined
  const how = at.position < 0 ? 'toHaveBeenLastCalledWith' : 'toHaveBeenNthCalledWith'
  return { ...NOTHING, matcher: how, position: at.position, isPrefix: matcher === 'calledWith', arguments: call.call.arguments, end: endOf(call) }
}

/** `firstCall`, `getCall(1)`: which call is meant, and how many links say so. */
export function callAt(text: string, links: readonly Link[]): { readonly position: number; readonly length: number } | undefined {
  const [first, second] = links
  const name = memberName(first)
  if (name === undefined) return undefined
  const position = POSITIONS[name]
  if (position !== undefined) return { position, length: 1 }
  const [given] = name === 'getCall' && second?.kind === 'call' ? second.call.arguments : []
  const number = given ? text.slice(given.span.start, given.span.end) : ''
  return /^-?\d+$/.test(number) ? { position: Number(number), length: 2 } : undefined
}

function ofNode(links: readonly Link[]): Question | undefined {
  const [mock, calls, third] = links
  if (memberName(mock) !== 'mock' || !third) return undefined
  const isCount = (memberName(calls) === 'callCount' && third.kind === 'call') || (memberName(calls) === 'calls' && memberName(third) === 'length')
  return isCount ? { ...NOTHING, matcher: 'toHaveBeenCalledTimes', value: 'number', end: endOf(third) } : undefined
}
