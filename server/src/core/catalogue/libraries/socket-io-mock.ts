import type { Library } from '../library.ts'

/** A double of both ends of a Socket.IO socket. Source: socket.io-mock 1.3. */
export const socketIoMock: Library = {
  id: 'socket-io-mock',
  title: 'socket.io-mock',
  documentation: 'https://github.com/SupremeTechnopriest/socket.io-mock#readme',
  languages: ['ecmascript'],
  modules: ['socket.io-mock', 'socket.io-mock-ts'],
  name: 'SocketMock',
  exports: { default: { kind: 'double', service: 'websocket' }, SocketMock: { kind: 'double', service: 'websocket' } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]socket\\.io-mock'],
}
