/**
 * Connections of the `websockets` library: `ServerConnection` and `ClientConnection` of the API that came with version 13 (websockets/asyncio/connection.py), and
 * the protocols before it (websockets/legacy/protocol.py), which have `path`, `open`, `closed` and `request_headers` besides.
 */
import { REAL_WEBSOCKETS_PY } from '../../support/support-files.ts'
import type { Failure, Property, Stack, State } from './stack.ts'

/** Members that no other library's asyncio socket has. */
const OWN = ['recv', 'recv_streaming', 'wait_closed', 'remote_address', 'local_address']

/** Members of other libraries' sockets. */
const FOREIGN = [
  'accept', 'send_text', 'send_json', 'send_bytes', 'send_str', 'receive', 'receive_text', 'receive_json', 'receive_bytes', 'receive_str', 'iter_text', 'iter_json', 'iter_bytes',
  'client_state', 'application_state', 'query_params', 'path_params', 'prepare', 'emit', 'recv_data', 'settimeout', 'connected', 'run_forever', 'on_message', 'scope', 'exception',
]

const ADDRESS: Property = { option: undefined, value: 'plain', doubt: 'the addresses of the real connection are 127.0.0.1 and free ports' }
const GIVEN: Property = { option: undefined, value: 'plain' }

const server: Stack = {
  id: 'websockets',
  title: 'a connection of websockets',
  proof: {
    isSpec: (path) => /(?:^|\.)ServerConnection$/.test(path),
    modules: new Set(['websockets']),
    own: new Set(OWN),
    needsImport: true,
    unlessText: /\bwebsockets\.sync\b/,
    shared: new Set(['send', '__aiter__', 'ping', 'pong', 'close_code', 'close_reason', 'request', 'state']),
    foreign: new Set([...FOREIGN, 'path', 'open', 'closed', 'request_headers', 'response_headers']),
  },
  support: { module: 'real_websockets', text: REAL_WEBSOCKETS_PY, pair: 'websockets_pair', open: 'open_websockets_pair', mixin: 'WebsocketsPairs' },
  presets: [],
  farEnd: 'client',
  sends: { send: { read: 'received_messages', form: 'any', parameter: 'message', sequence: 'expect_messages' } },
  receives: { recv: 'any' },
  iterators: { __aiter__: 'return_value' },
  accept: undefined,
  close: {
    member: 'close', parameters: ['code', 'reason'],
    expected: (given) => `${given.get('code') ?? '1000'}, ${given.get('reason') ?? '""'}`,
  },
  actions: new Set(['wait_closed']),
  states: { state: stateOf },
  properties: {
    'request.path': { option: 'path', value: 'text' }, 'request.headers': { option: 'headers', value: 'dict' },
    remote_address: ADDRESS, local_address: ADDRESS, subprotocol: GIVEN, close_code: GIVEN, close_reason: GIVEN, response: GIVEN,
  },
  bags: new Set(),
  others: new Set(['ping', 'pong', 'recv_streaming', 'id', 'logger', 'protocol', 'transport', 'latency']),
  failure: failureOf,
  ending: (exception, code) => endingOf(exception, code),
}

/** The server's end of websockets.legacy. */
const legacy: Stack = {
  ...server,
  id: 'websockets-legacy',
  proof: {
    ...server.proof,
    isSpec: (path) => /(?:^|\.)WebSocketServerProtocol$|^websockets\.legacy\.protocol\.|(?:^|\.)WebSocketCommonProtocol$/.test(path),
    own: new Set(['request_headers', 'response_headers', 'path', 'open', 'closed']),
    shared: new Set(),
    foreign: new Set(FOREIGN),
  },
  presets: [['legacy', 'True']],
  states: { ...server.states, open: (value) => truth(value, true), closed: (value) => truth(value, false) },
  properties: {
    ...server.properties, path: { option: 'path', value: 'text' }, request_headers: { option: 'headers', value: 'dict' }, response_headers: GIVEN,
  },
}

/** What `websockets.connect()` gives. */
const client: Stack = {
  ...server,
  id: 'websockets-client',
  proof: { ...server.proof, isSpec: (path) => /(?:^|\.)ClientConnection$/.test(path), own: new Set(), shared: new Set() },
  presets: [['client', 'True']],
  farEnd: 'server',
}

const legacyClient: Stack = {
  ...legacy,
  id: 'websockets-legacy-client',
  proof: { ...legacy.proof, isSpec: (path) => /(?:^|\.)WebSocketClientProtocol$/.test(path), own: new Set(), shared: new Set() },
  presets: [['legacy', 'True'], ['client', 'True']],
  farEnd: 'server',
}

/** Both ends of both; where only members tell, the server's end stands for either, which has the same ones. */
export const websockets: readonly Stack[] = [server, legacy, client, legacyClient]

function stateOf(value: string): State | undefined {
  const state = /\b(?:State\.)?(CONNECTING|OPEN|CLOSING|CLOSED)$/.exec(value)?.[1]
  return state === 'OPEN' ? 'open' : state === 'CLOSED' ? 'left by the far end' : undefined
}

function truth(value: string, isOpen: boolean): State | undefined {
  return value === 'True' || value === 'False' ? ((value === 'True') === isOpen ? 'open' : 'left by the far end') : undefined
}

const CLOSED: ReadonlySet<string> = new Set(['ConnectionClosed', 'ConnectionClosedOK', 'ConnectionClosedError'])
const LOST: ReadonlySet<string> = new Set(['Exception', 'RuntimeError', 'OSError', 'ConnectionError', 'ConnectionResetError', 'ConnectionAbortedError', 'BrokenPipeError'])

function failureOf(exception: string, isExpected: boolean): Failure | undefined {
  if (exception === 'ConnectionClosedOK') return { act: ({ client: far }) => `await ${far}.disconnect()`, needsOpen: true, doubt: undefined }
  if (!CLOSED.has(exception) && (!LOST.has(exception) || isExpected)) return undefined
  const doubt = CLOSED.has(exception) ? undefined : `a send on a lost connection raises ConnectionClosedError, not ${exception}: check that the code under test treats it alike`
  return { act: ({ client: far }) => `await ${far}.drop()`, needsOpen: true, doubt }
}

/** `ConnectionClosedError(Close(1011, ""), None)`: the code that the far end closed with. */
function endingOf(exception: string, received: string | undefined): string | undefined {
  if (!CLOSED.has(exception)) return undefined
  const code = /\bClose\(\s*(?:code\s*=\s*)?(\d{4})\b/.exec(received ?? '')?.[1] ?? (exception === 'ConnectionClosedError' ? '1011' : '1000')
  return code === '1000' ? '' : `, code=${code === '1006' ? '1011' : code}`
}

/** A connection that the code under test opens by itself, to a server of the test. */
export const websocketsServer: Stack = {
  ...server,
  id: 'websockets-connect',
  support: { ...server.support, open: 'open_websockets_server' },
  farEnd: 'server',
  states: {},
  properties: {},
  failure: () => undefined,
}
