import type { Api, Library } from '../library.ts'

const server: Api = { kind: 'intercept', service: 'websocket' }

/** A mock WebSocket server for Jest tests, built on mock-socket. Source: jest-websocket-mock. */
export const jestWebsocketMock: Library = {
  id: 'jest-websocket-mock',
  title: 'jest-websocket-mock',
  documentation: 'https://github.com/romgain/jest-websocket-mock#readme',
  languages: ['ecmascript'],
  modules: ['jest-websocket-mock'],
  name: 'jest-websocket-mock',
  exports: { default: server, WS: server },
  configuration: ['connected', 'closed', 'nextMessage', 'send', 'close', 'error', 'on', 'clean'],
  verification: ['toReceiveMessage', 'toHaveReceivedMessages', 'messages'],
  triggers: ['jest-websocket-mock'],
}
