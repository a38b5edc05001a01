/** Starlette's `WebSocket`, which FastAPI hands on (starlette/websockets.py, starlette/requests.py). */
import { REAL_WEBSOCKET_PY } from '../../support/support-files.ts'
import type { Failure, Property, Stack, State } from './stack.ts'

/** Exceptions by which a test says that the client is gone. */
const LOST: ReadonlySet<string> = new Set([
  'Exception', 'OSError', 'ConnectionError', 'ConnectionResetError', 'ConnectionAbortedError', 'BrokenPipeError', 'ConnectionClosed', 'ConnectionClosedError',
  'ConnectionClosedOK',
])

export const starlette: Stack = {
  id: 'starlette',
  title: "Starlette's WebSocket",
  proof: {
    isSpec: (path) => /(?:^|\.)WebSocket$/.test(path) && !path.startsWith('websocket.'),
    modules: new Set(['fastapi', 'starlette']),
    own: new Set([
      'accept', 'send_text', 'receive_text', 'iter_json', 'iter_text', 'iter_bytes', 'client_state', 'application_state', 'send_denial_response', 'query_params',
      'path_params',
    ]),
    shared: new Set(['send_json', 'send_bytes', 'receive_json', 'receive_bytes']),
    foreign: new Set([
      'recv', 'send_str', 'receive_str', 'prepare', 'emit', 'closed', 'remote_address', 'wait_closed', 'ping', 'pong', 'open', 'subprotocol', 'close_code', 'request',
    ]),
  },
  support: { module: 'real_websocket', text: REAL_WEBSOCKET_PY, pair: 'websocket_pair', open: 'open_websocket_pair', mixin: 'WebSocketPairs' },
  presets: [],
  farEnd: 'client',
  sends: {
    send_text: { read: 'received_text', form: 'text', parameter: 'data', sequence: 'expect_sequence' },
    send_json: { read: 'received_json', form: 'json', parameter: 'data', sequence: 'expect_sequence' },
    send_bytes: { read: 'received_bytes', form: 'bytes', parameter: 'data', sequence: 'expect_sequence' },
  },
  receives: { receive_json: 'json', receive_text: 'text', receive_bytes: 'bytes' },
  iterators: {
    iter_json: 'return_value.__aiter__.return_value', iter_text: 'return_value.__aiter__.return_value', iter_bytes: 'return_value.__aiter__.return_value',
  },
  accept: 'accept',
  close: {
    member: 'close', parameters: ['code', 'reason'],
    expected: (given) => `${given.get('code') ?? '1000'}, ${given.get('reason') ?? '""'}`,
  },
  actions: new Set(),
  states: { client_state: stateBy('left by the far end'), application_state: stateBy('closed by the near end') },
  properties: {
    query_params: dict('query'), headers: dict('headers'), path_params: dict('path_params'), app: { option: 'app', value: 'plain' },
    client: { option: undefined, value: 'plain', doubt: 'the real client has the address 127.0.0.1 and a free port' },
    url: given(), base_url: given(), cookies: given(), session: given(), auth: given(), user: given(), state: given(),
  },
  bags: new Set(['state']),
  others: new Set(['receive', 'send', 'send_denial_response', 'scope', 'url_for', 'get', 'items', 'keys', 'values']),
  failure: failureOf,
  ending: (exception, code) => (exception !== 'WebSocketDisconnect' ? undefined : code === undefined || code === '1000' ? '' : `, code=${code}`),
}

function stateBy(end: State): (value: string) => State | undefined {
  return (value) => {
    const state = /\b(CONNECTING|CONNECTED|DISCONNECTED)\b["']?$/.exec(value)?.[1]
    return state === undefined ? undefined : state === 'CONNECTED' ? 'open' : state === 'CONNECTING' ? 'waiting' : end
  }
}

function dict(option: string): Property {
  return { option, value: 'dict' }
}

function given(): Property {
  return { option: undefined, value: 'plain' }
}

function failureOf(exception: string, isExpected: boolean): Failure | undefined {
  if (exception === 'RuntimeError') {
    const doubt = isExpected ? 'check the text of the RuntimeError: Starlette raises it for a send after close()' : undefined
    return { act: ({ server }) => `await ${server}.close()`, needsOpen: true, doubt }
  }
  if (exception !== 'WebSocketDisconnect' && (!LOST.has(exception) || isExpected)) return undefined
  const doubt = exception === 'WebSocketDisconnect' ? undefined : `a send to a lost client raises WebSocketDisconnect, not ${exception}: check that the code under test treats it alike`
  return { act: ({ client }) => `await ${client}.drop()`, needsOpen: false, doubt }
}
