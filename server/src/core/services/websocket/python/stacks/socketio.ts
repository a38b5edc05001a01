/** python-socketio's `AsyncServer`: what it does to its clients is told by real ones (socketio/async_server.py, socketio/base_server.py). */
import { REAL_SOCKETIO_PY } from '../../support/support-files.ts'
import type { Stack } from './stack.ts'

export const socketio: Stack = {
  id: 'socketio',
  title: "python-socketio's AsyncServer",
  proof: {
    isSpec: (path) => /^socketio\.(?:\w+\.)*AsyncServer$/.test(path),
    modules: new Set(['socketio']),
    own: new Set(['enter_room', 'leave_room', 'save_session', 'get_session', 'close_room', 'register_namespace']),
    shared: new Set(['emit']),
    foreign: new Set([
      'accept', 'send_json', 'send_text', 'send_bytes', 'send_str', 'receive_json', 'receive_text', 'receive_bytes', 'receive', 'recv', 'connect', 'wait', 'connected', 'get_sid',
      'join_room', 'run', 'init_app', 'test_client', 'on_event', 'send_packet',
    ]),
    names: /(?:^|_)(?:sio|socket_?io)(?:_|\d|$)/i,
  },
  support: { module: 'real_socketio', text: REAL_SOCKETIO_PY, pair: 'socketio_pair', open: 'open_socketio_server', mixin: 'SocketIOServers' },
  presets: [],
  farEnd: 'client',
  sends: {},
  receives: {},
  iterators: {},
  accept: undefined,
  close: { member: '', parameters: [], expected: () => '' },
  actions: new Set(),
  states: {},
  properties: {},
  bags: new Set(),
  others: new Set([
    'call', 'send', 'close_room', 'rooms', 'session', 'get_session', 'get_environ', 'transport', 'on', 'event', 'register_namespace', 'handlers', 'namespace_handlers',
    'start_background_task', 'sleep', 'manager', 'eio', 'environ', 'attach', 'shutdown', 'instrument', 'handle_request', 'is_asyncio_based',
  ]),
  logs: {
    emit: { log: 'received', parameters: ['event', 'data', 'to', 'room', 'skip_sid', 'namespace'] },
    enter_room: { log: 'entered', parameters: ['sid', 'room', 'namespace'] },
    leave_room: { log: 'left', parameters: ['sid', 'room', 'namespace'] },
    save_session: { log: 'saved', parameters: ['sid', 'session', 'namespace'] },
    disconnect: { log: 'disconnected', parameters: ['sid', 'namespace'] },
  },
  failure: () => undefined,
  ending: () => undefined,
}
