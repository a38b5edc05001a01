import type { Api, Library } from '../library.ts'

const server: Api = { kind: 'intercept', service: 'websocket' }

/** A mock WebSocket server for Vitest tests, built on mock-socket. Source: vitest-websocket-mock. */
export const vitestWebsocketMock: Library = {
  id: 'vitest-websocket-mock',
  title: 'vitest-websocket-mock',
  documentation: 'https://github.com/akiomik/vitest-websocket-mock#readme',
  languages: ['ecmascript'],
  modules: ['vitest-websocket-mock'],
  name: 'vitest-websocket-mock',
  exports: { default: server, WS: server },
  configuration: ['connected', 'closed', 'nextMessage', 'send', 'close', 'error', 'on', 'clean'],
  verification: ['toReceiveMessage', 'toHaveReceivedMessages', 'messages'],
  triggers: ['vitest-websocket-mock'],
}
