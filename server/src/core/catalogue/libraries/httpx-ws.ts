import type { Library } from '../library.ts'

/** WebSockets over HTTPX. Source: httpx-ws 0.7, httpx_ws/__init__.py, transport.py. */
export const httpxWs: Library = {
  id: 'httpx-ws',
  title: 'httpx-ws',
  documentation: 'https://frankie567.github.io/httpx-ws/usage/client/',
  languages: ['python'],
  modules: ['httpx_ws', 'httpx_ws.transport'],
  name: 'httpx_ws',
  exports: {
    connect_ws: { real: 'a real WebSocket' },
    aconnect_ws: { real: 'a real WebSocket' },
    ASGIWebSocketTransport: { real: 'the application itself, called in process without a socket' },
  },
  configuration: [],
  verification: [],
  triggers: [],
}
