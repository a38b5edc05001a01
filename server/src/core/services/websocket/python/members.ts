/** What Starlette's WebSocket has, by what a test double does with it (starlette/websockets.py, starlette/requests.py). */

/** Sends, and how the far end reads what they sent. */
export const SENDS: Readonly<Record<string, string>> = { send_json: 'received_json', send_text: 'received_text', send_bytes: 'received_bytes' }

export const RECEIVES: ReadonlySet<string> = new Set(['receive_json', 'receive_text', 'receive_bytes'])

export const ITERATORS: ReadonlySet<string> = new Set(['iter_json', 'iter_text', 'iter_bytes'])

export const STATES: ReadonlySet<string> = new Set(['client_state', 'application_state'])

/** Properties without a setter, and the argument of `open_websocket_pair` that gives them their value; undefined where there is none. */
export const PROPERTIES: Readonly<Record<string, string | undefined>> = {
  query_params: 'query', headers: 'headers', path_params: 'path_params', app: 'app',
  url: undefined, base_url: undefined, cookies: undefined, client: undefined, session: undefined, auth: undefined, user: undefined, state: undefined,
}

/** Everything code can reach on the real object. */
export const REAL: ReadonlySet<string> = new Set([
  ...Object.keys(SENDS), ...RECEIVES, ...ITERATORS, ...STATES, ...Object.keys(PROPERTIES), 'accept', 'close', 'receive', 'send', 'send_denial_response',
  'scope', 'url_for', 'get', 'items', 'keys', 'values',
])

/** Members of other libraries' sockets: a double with one of them does not stand for Starlette's. */
export const FOREIGN: ReadonlySet<string> = new Set([
  'recv', 'send_str', 'receive_str', 'prepare', 'emit', 'closed', 'remote_address', 'wait_closed', 'ping', 'pong', 'open', 'subprotocol', 'close_code', 'request',
])

/** Members that among the sockets of Python libraries only Starlette's has. */
export const OWN_MEMBERS: ReadonlySet<string> = new Set([
  'accept', 'send_text', 'receive_text', ...ITERATORS, ...STATES, 'send_denial_response', 'query_params', 'path_params',
])

/** Members that it shares with aiohttp's. */
export const SHARED_MEMBERS: ReadonlySet<string> = new Set(['send_json', 'send_bytes', 'receive_json', 'receive_bytes'])

/** Top-level modules whose sockets are Starlette's. */
export const OWN_MODULES: ReadonlySet<string> = new Set(['fastapi', 'starlette'])

/** Top-level modules with sockets of their own. */
export const FOREIGN_MODULES: ReadonlySet<string> = new Set([
  'aiohttp', 'websockets', 'websocket', 'socketio', 'engineio', 'flask_socketio', 'flask_sock', 'channels', 'tornado', 'sanic', 'quart', 'litestar', 'autobahn', 'picows',
  'trio_websocket', 'simple_websocket', 'httpx_ws',
])

const CHECKS = [
  'assert_called', 'assert_called_once', 'assert_called_with', 'assert_called_once_with', 'assert_any_call', 'assert_has_calls', 'assert_not_called',
  'assert_awaited', 'assert_awaited_once', 'assert_awaited_with', 'assert_awaited_once_with', 'assert_any_await', 'assert_has_awaits', 'assert_not_awaited',
]

const RECORDS = [
  'called', 'call_count', 'call_args', 'call_args_list', 'await_count', 'await_args', 'await_args_list', 'mock_calls', 'method_calls',
]

/** Members by which a double tells how it was called. */
export const VERIFICATIONS: ReadonlySet<string> = new Set([...CHECKS, ...RECORDS])

/** Members that only a double has. */
export const DOUBLE_ONLY: ReadonlySet<string> = new Set([
  ...VERIFICATIONS, 'return_value', 'side_effect', 'reset_mock', 'configure_mock', 'attach_mock', 'mock_add_spec', 'assert_has_calls',
])

/** `assert_awaited…` says of an AsyncMock what `assert_called…` says of a mock. */
export function sameAsCalled(name: string): string {
  return name.replace('awaited', 'called').replace('any_await', 'any_call').replace('has_awaits', 'has_calls').replace(/^await_/, 'call_')
}
