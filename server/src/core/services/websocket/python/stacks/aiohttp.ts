/** aiohttp's sockets: `web.WebSocketResponse` of a server (aiohttp/web_ws.py) and `ClientWebSocketResponse` of a client (aiohttp/client_ws.py). Their methods are the same. */
import { REAL_AIOHTTP_WEBSOCKET_PY } from '../../support/support-files.ts'
import type { Failure, Property, Stack } from './stack.ts'

/** What a send on a lost connection raises, by its names above and below: `ClientConnectionResetError` is a `ConnectionResetError`. */
const RESET: ReadonlySet<string> = new Set(['ConnectionResetError', 'ConnectionError', 'OSError', 'ClientConnectionResetError'])

/** Exceptions by which a test says that the connection is gone, and that are none of those. */
const LOST: ReadonlySet<string> = new Set([
  'Exception', 'ConnectionAbortedError', 'BrokenPipeError', 'ClientError', 'ClientConnectionError', 'ClientOSError', 'ServerDisconnectedError',
])

const common: Omit<Stack, 'id' | 'title' | 'proof' | 'support' | 'farEnd'> = {
  presets: [],
  tellsSends: true,
  sends: {
    send_str: { read: 'received_text', form: 'text', parameter: 'data', sequence: 'expect_sequence' },
    send_json: { read: 'received_json', form: 'json', parameter: 'data', sequence: 'expect_sequence' },
    send_bytes: { read: 'received_bytes', form: 'bytes', parameter: 'data', sequence: 'expect_sequence' },
  },
  receives: { receive: 'any', receive_json: 'json', receive_str: 'text', receive_bytes: 'bytes', __anext__: 'any' },
  iterators: { __aiter__: 'return_value' },
  accept: undefined,
  close: {
    member: 'close', parameters: ['code', 'message'],
    expected: (given) => `${given.get('code') ?? '1000'}, ${given.get('message') ?? 'b""'}`,
  },
  actions: new Set(['prepare', 'ping', 'pong', 'exception', '__aenter__', '__aexit__']),
  told: { prepare: ['expect_prepared', 'expect_not_prepared'], ping: ['expect_ping', 'expect_no_ping'], pong: ['expect_pong', 'expect_no_pong'] },
  states: {
    closed: (value) => (value === 'False' ? 'open' : value === 'True' ? 'left by the far end' : undefined),
    prepared: (value) => (value === 'True' ? 'open' : undefined),
  },
  opened: { closed: 'closed', lost: 'lost' },
  properties: { close_code: given(), ws_protocol: given(), protocol: given(), compress: given() },
  bags: new Set(),
  others: new Set(['get_extra_info', 'can_prepare', 'send_frame', 'headers', 'get', 'items', 'keys', 'values', 'set_status', 'status']),
  failure: failureOf,
  ending: () => undefined,
  script: {
    wrapped: new Set(['receive', '__aiter__', '__anext__']),
    types: { TEXT: 'send', BINARY: 'send', CLOSE: 'hang up', CLOSED: 'hang up', CLOSING: 'hang up', ERROR: 'break the protocol' },
    ending: endingOf,
  },
}

const OWN: ReadonlySet<string> = new Set(['send_str', 'receive_str'])
const SHARED: ReadonlySet<string> = new Set(['send_json', 'send_bytes', 'receive_json', 'receive_bytes', 'close_code'])
const FOREIGN: ReadonlySet<string> = new Set([
  'recv', 'send_text', 'receive_text', 'accept', 'iter_json', 'iter_text', 'iter_bytes', 'client_state', 'application_state', 'query_params', 'emit', 'remote_address', 'wait_closed',
  'send',
])
const MODULES: ReadonlySet<string> = new Set(['aiohttp'])

export const aiohttpClient: Stack = {
  ...common,
  id: 'aiohttp-client',
  title: "aiohttp's ClientWebSocketResponse",
  proof: {
    isSpec: (path) => /(?:^|\.)ClientWebSocketResponse$/.test(path), modules: MODULES, own: OWN, shared: SHARED, foreign: FOREIGN,
    hint: /\bws_connect\b|\bClientSession\b|\bClientWebSocketResponse\b/,
  },
  support: {
    module: 'real_aiohttp_websocket', text: REAL_AIOHTTP_WEBSOCKET_PY, pair: 'aiohttp_client_pair', open: 'open_aiohttp_client_pair', mixin: 'AiohttpPairs', near: 'client',
  },
  farEnd: 'server',
}

export const aiohttpServer: Stack = {
  ...common,
  id: 'aiohttp',
  title: "aiohttp's WebSocketResponse",
  proof: { isSpec: (path) => /^aiohttp\b.*\.WebSocketResponse$|^WebSocketResponse$/.test(path), modules: MODULES, own: OWN, shared: SHARED, foreign: FOREIGN },
  support: { module: 'real_aiohttp_websocket', text: REAL_AIOHTTP_WEBSOCKET_PY, pair: 'aiohttp_pair', open: 'open_aiohttp_pair', mixin: 'AiohttpPairs' },
  farEnd: 'client',
}

function given(): Property {
  return { option: undefined, value: 'plain' }
}

function failureOf(exception: string, isExpected: boolean): Failure | undefined {
  if (!RESET.has(exception) && (!LOST.has(exception) || isExpected)) return undefined
  const doubt = RESET.has(exception)
    ? isExpected ? 'check the text of the exception: aiohttp raises "Cannot write to closing transport" for a send to a lost connection' : undefined
    : `a send to a lost connection raises ConnectionResetError, not ${exception}: check that the code under test treats it alike`
  return { act: ({ client }) => `await ${client}.drop()`, needsOpen: false, doubt }
}

/** TypeError is what receive_str() and receive_json() really raise when the far end hangs up. */
function endingOf(exception: string, member: string): { readonly arguments: string, readonly doubt?: string } | undefined {
  if (exception === 'StopAsyncIteration' || exception === 'StopIteration' || (exception === 'TypeError' && /_(?:str|json|bytes)$/.test(member))) return { arguments: '' }
  if (RESET.has(exception) || LOST.has(exception)) {
    return { arguments: ', lost=True', doubt: `receive() does not raise ${exception} when the connection is lost: it gives a message of type CLOSED or ERROR` }
  }
  return exception === 'CancelledError' ? { arguments: '', doubt: 'the double cancelled the code behind the last message; here the far end hangs up' } : undefined
}
