import type { Library } from '../library.ts'

/** A WebSocket server and client that never touch a socket. Source: mock-socket 9. */
export const mockSocket: Library = {
  id: 'mock-socket',
  title: 'mock-socket',
  documentation: 'https://github.com/thoov/mock-socket#readme',
  languages: ['ecmascript'],
  modules: ['mock-socket'],
  name: 'mock-socket',
  exports: {
    Server: { kind: 'intercept', service: 'websocket' },
    WebSocket: { kind: 'intercept', service: 'websocket' },
    SocketIO: { kind: 'intercept', service: 'websocket' },
  },
  configuration: ['on', 'emit', 'send', 'simulate', 'to', 'in', 'stop', 'close', 'restoreWebsocket', 'mockWebsocket'],
  verification: ['clients'],
  triggers: ['mock-socket'],
}
