/**
 * The `WebSocket` of websocket-client (websocket/_core.py), with which code blocks: what `create_connection()` gives; and its `WebSocketApp` (websocket/_app.py), as a
 * callback is given it.
 */
import { REAL_SYNC_WEBSOCKET_PY } from '../../support/support-files.ts'
import type { Failure, Property, Stack } from './stack.ts'

const CLOSED = 'WebSocketConnectionClosedException'
const LOST: ReadonlySet<string> = new Set([
  CLOSED, 'ConnectionError', 'ConnectionResetError', 'ConnectionAbortedError', 'BrokenPipeError', 'OSError', 'WebSocketException', 'Exception',
])

export const websocketClient: Stack = {
  id: 'websocket-client',
  title: "websocket-client's WebSocket",
  isBlocking: true,
  tellsSends: true,
  proof: {
    isSpec: (path) => /^websocket\.(?:_core\.)?WebSocket$/.test(path),
    modules: new Set(['websocket']),
    own: new Set(['recv_data', 'recv_data_frame', 'send_binary', 'recv_frame', 'getstatus']),
    shared: new Set(['recv']),
    foreign: new Set([
      'send_json', 'send_text', 'receive', 'receive_text', 'receive_json', 'accept', 'send_str', 'iter_json', 'iter_text', 'client_state', 'emit', 'remote_address', 'wait_closed', 'prepare',
      'run_forever', 'on_message', 'keep_running',
    ]),
    hint: /\bwebsocket\.(?:create_connection|WebSocket)\b|\bfrom websocket import\b/,
  },
  support: {
    module: 'real_sync_websocket', text: REAL_SYNC_WEBSOCKET_PY, pair: 'sync_websocket_pair', open: 'open_sync_websocket_pair', mixin: 'SyncWebSocketPairs', near: 'client',
  },
  presets: [],
  farEnd: 'server',
  sends: {
    send: { read: 'received_raw', form: 'any', parameter: 'payload', sequence: 'expect_raw_sequence' },
    send_binary: { read: 'received_bytes', form: 'bytes', parameter: 'payload', sequence: 'expect_sequence' },
  },
  receives: { recv: 'any' },
  iterators: {},
  accept: undefined,
  close: {
    member: 'close', parameters: ['status', 'reason'],
    expected: (given) => `${given.get('status') ?? '1000'}, ${given.get('reason') ?? 'b""'}`,
  },
  actions: new Set(['settimeout', 'ping', 'pong', 'shutdown']),
  told: { ping: ['expect_ping', 'expect_no_ping'] },
  states: { connected: (value) => (value === 'True' ? 'open' : undefined) },
  opened: { closed: 'closed', lost: 'lost' },
  properties: { sock: given(), status: given(), headers: given(), subprotocol: given() },
  bags: new Set(),
  others: new Set(['gettimeout', 'timeout', 'getstatus', 'getheaders', 'fileno', 'recv_data', 'recv_data_frame', 'recv_frame', 'send_close']),
  failure: failureOf,
  ending: () => undefined,
  script: {
    wrapped: new Set(),
    types: {},
    ending: (exception) => {
      if (exception === CLOSED) return { arguments: ', lost=True' }
      if (exception === 'WebSocketTimeoutException') return { arguments: ', silent=True' }
      if (exception === 'StopIteration') return { arguments: '' }
      return LOST.has(exception) ? { arguments: ', lost=True', doubt: `recv() raises ${CLOSED} when the connection is lost, not ${exception}` } : undefined
    },
  },
}

/** What `on_open`, `on_message` … are given: it sends and closes, and others receive for it. */
export const websocketClientApp: Stack = {
  ...websocketClient,
  id: 'websocket-client-app',
  title: "websocket-client's WebSocketApp",
  proof: { isSpec: (path) => /^websocket\.(?:_app\.)?WebSocketApp$/.test(path), modules: new Set(['websocket']), own: new Set(), shared: new Set(), foreign: new Set(['recv', 'connected']) },
  presets: [['app', 'True']],
  sends: {
    send: { read: 'received_raw', form: 'any', parameter: 'data', sequence: 'expect_raw_sequence' },
    send_text: { read: 'received_text', form: 'text', parameter: 'text_data', sequence: 'expect_sequence' },
    send_bytes: { read: 'received_bytes', form: 'bytes', parameter: 'data', sequence: 'expect_sequence' },
  },
  receives: {},
  actions: new Set(),
  told: {},
  states: { keep_running: (value) => (value === 'True' ? 'open' : undefined) },
  properties: { sock: given(), url: given() },
  others: new Set(['ready', 'header', 'cookie', 'subprotocols', 'on_open', 'on_message', 'on_error', 'on_close', 'on_ping', 'on_pong', 'on_data', 'on_cont_message', 'last_ping_tm', 'last_pong_tm']),
}

function given(): Property {
  return { option: undefined, value: 'plain' }
}

function failureOf(exception: string, isExpected: boolean): Failure | undefined {
  if (!LOST.has(exception) || (isExpected && exception !== CLOSED)) return undefined
  const doubt = `a send to a lost connection raises BrokenPipeError, ConnectionResetError or ${CLOSED}: check that the code under test treats them as it does ${exception}`
  return { act: ({ client }) => `${client}.drop()`, needsOpen: false, doubt }
}
