import type { Argument, Link } from '../../../../model/facts.ts'
import { REAL_SOCKET_IO_CJS, REAL_SOCKET_IO_JS, REAL_SOCKET_IO_TS } from '../../support/support-files.ts'
import type { Draft } from '../draft.ts'
import { callAt, questionOf } from '../questions.ts'
import { endOf, memberName } from '../sockets.ts'
import { METHODS, shapeOf } from './shape.ts'
import { counterpartOf } from './verification.ts'
import type { Action, Reading, Stack, World } from '../world.ts'

/** Sockets that a server of Socket.IO hands out. */
export const socketIoStack: Stack = {
  title: 'Replace by a real Socket.IO connection',
  support: {
    module: 'real-socketio', use: 'useSocketIoPairs', pair: 'SocketIoPair', variable: 'socketIoPairs',
    texts: { typed: REAL_SOCKET_IO_TS, module: REAL_SOCKET_IO_JS, commonJs: REAL_SOCKET_IO_CJS },
  },
  methods: METHODS,
  shapeOf,
  isExtra: (key) => !METHODS.has(key) && !/^(?:id|data|handshake|rooms|connected|disconnected|nsp)$/.test(key),
  counterpartOf,
  readingOf,
  actionFor,
  noActionFor: (event) => `no peer can cause a \`${event}\` event as the test does here`,
}

/** The far end keeps events as a double keeps its calls: each a list of its name and its arguments. */
function readingOf({ draft: { text }, recorder, isTyped }: World, method: string, { client }: { readonly client: string }, links: readonly Link[]): Reading | undefined {
  if (method !== 'emit') return undefined
  const events = `(await ${client}.events())`
  const present = isTyped ? '!' : ''
  const [first, second, third] = links
  if (recorder === 'jest') {
    if (memberName(first) !== 'mock' || !second) return undefined
    if (memberName(second) === 'lastCall') return { text: `${events}.at(-1)${present}`, end: endOf(second) }
    return memberName(second) === 'calls' ? { text: events, end: endOf(second) } : undefined
  }
  const question = questionOf(text, recorder, links)
  if (question) {
    const count = question.matcher === 'toHaveBeenCalledOnce' ? '1' : question.times?.text
    if (question.value === 'number') return { text: `${events}.length`, end: question.end }
    if (question.matcher === 'toHaveBeenCalled') return { text: `(${events}.length ${question.negated ? '===' : '>'} 0)`, end: question.end }
    return count === undefined ? undefined : { text: `(${events}.length === ${count})`, end: question.end }
  }
  if (recorder === 'sinon') {
    if (memberName(first) === 'args' && first) return { text: events, end: endOf(first) }
    const at = callAt(text, links)
    const args = links[at?.length ?? 0]
    return at && args && memberName(args) === 'args' ? { text: `${events}.at(${at.position})${present}`, end: endOf(args) } : undefined
  }
  const [item] = third?.kind === 'index' ? third.items : []
  const args = links[3]
  if (memberName(second) !== 'calls' || !second || !third) return undefined
  if (item && args && memberName(args) === 'arguments') return { text: `${events}[${text.slice(item.span.start, item.span.end)}]${present}`, end: endOf(args) }
  return third.kind === 'member' ? { text: `${events}.map((event) => ({ arguments: event }))`, end: endOf(second) } : undefined
}

function actionFor({ text }: Draft, event: string, client: string, given: readonly Argument[]): Action | undefined {
  if (given.some(({ spread }) => spread !== undefined) || /^(?:connect|connection|error|connect_error|disconnecting)$/.test(event)) return undefined
  if (event === 'disconnect') {
    const [reason] = given
    const isOwn = !reason || text.slice(reason.span.start + 1, reason.span.end - 1) === 'client namespace disconnect'
    return isOwn && given.length < 2 ? { text: `${client}.close()`, keep: false } : undefined
  }
  return { text: `${client}.deliver('${event}'${given.length > 0 ? ', ' : ''}`, keep: true }
}
