import type { Library } from '../library.ts'

/** Real protocol implementations. Source: trio-websocket 0.12, wsproto 1.2, websocket-client 1.8. */
export const websocketClients: Library = {
  id: 'websocket-clients',
  title: 'other WebSocket implementations',
  documentation: 'https://trio-websocket.readthedocs.io/en/stable/',
  languages: ['python'],
  modules: ['trio_websocket', 'wsproto', 'websocket'],
  name: 'websocket',
  exports: {
    serve_websocket: { real: 'a real WebSocket server' },
    open_websocket: { real: 'a real WebSocket client' },
    open_websocket_url: { real: 'a real WebSocket client' },
    WSConnection: { real: 'the real protocol, without a socket of its own' },
    create_connection: { real: 'a real WebSocket client' },
    WebSocketApp: { real: 'a real WebSocket client' },
  },
  configuration: [],
  verification: [],
  triggers: [],
}
