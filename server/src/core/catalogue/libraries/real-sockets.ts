import type { Library } from '../library.ts'

const real = 'a real socket'

/** Real sockets. Source: ws 8, socket.io 4, socket.io-client 4. */
export const realSockets: Library = {
  id: 'real-sockets',
  title: 'ws and Socket.IO',
  documentation: 'https://github.com/websockets/ws#readme',
  languages: ['ecmascript'],
  modules: ['ws', 'socket.io', 'socket.io-client'],
  name: 'sockets',
  exports: { WebSocket: { real }, WebSocketServer: { real }, Server: { real }, io: { real }, default: { real } },
  configuration: [],
  verification: [],
  triggers: [],
}
