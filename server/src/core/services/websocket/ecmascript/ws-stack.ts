import type { Argument } from '../../../model/facts.ts'
import { REAL_WEBSOCKET_CJS, REAL_WEBSOCKET_JS, REAL_WEBSOCKET_TS } from '../support/support-files.ts'
import type { Draft } from './draft.ts'
import { readingOf } from './reading.ts'
import { recordedOf } from './recorded.ts'
import { isOwnProperty, METHODS, shapeOf } from './shape.ts'
import { counterpartOf } from './verification.ts'
import type { Action, Stack } from './world.ts'

/** Server sockets of the `ws` package. */
export const wsStack: Stack = {
  title: 'Replace by a real WebSocket connection',
  support: {
    module: 'real-websocket', use: 'useWebSocketPairs', pair: 'WebSocketPair', variable: 'webSocketPairs',
    texts: { typed: REAL_WEBSOCKET_TS, module: REAL_WEBSOCKET_JS, commonJs: REAL_WEBSOCKET_CJS },
  },
  methods: METHODS,
  shapeOf,
  isExtra: (key) => !METHODS.has(key) && !isOwnProperty(key),
  counterpartOf,
  readingOf: ({ draft: { text }, recorder, isTyped }, method, ends, links) => (recorder === 'jest'
    ? readingOf(text, method, ends.client, links, isTyped)
    : recordedOf(text, recorder, method, ends, links, isTyped)),
  actionFor,
  noActionFor: (event) => (event === 'error'
    ? 'no peer can make the server end emit an Error of your choice; drop the client and look at what follows'
    : `no peer can cause a \`${event}\` event here`),
}

function actionFor(draft: Draft, event: string, client: string, given: readonly Argument[]): Action | undefined {
  const [first] = given
  const text = first ? draft.text.slice(first.value.span.start, first.value.span.end) : ''
  if (given.some((argument) => argument.spread !== undefined)) return undefined
  switch (event) {
    case 'message':
      if (!first || given.length > 2 || first.value.kind === 'object' || first.value.kind === 'function') return undefined
      return { text: `${client}.deliver(`, keep: true }
    case 'close':
      if (text === '1006') return { text: `${client}.drop()`, keep: false }
      return text === '' || text === '1005' ? { text: `${client}.close()`, keep: false } : { text: `${client}.close(`, keep: true }
    case 'pong':
      return { text: `${client}.pong()`, keep: false }
    default:
      return undefined
  }
}
