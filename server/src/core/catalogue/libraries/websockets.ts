import type { Library } from '../library.ts'

/** Real servers and clients. Source: websockets 15, websockets/__init__.py. */
export const websockets: Library = {
  id: 'websockets',
  title: 'websockets',
  documentation: 'https://websockets.readthedocs.io/en/stable/',
  languages: ['python'],
  modules: ['websockets', 'websockets.asyncio.server', 'websockets.asyncio.client', 'websockets.sync.server', 'websockets.sync.client', 'websockets.server', 'websockets.client', 'websockets.legacy.server', 'websockets.legacy.client'],
  name: 'websockets',
  exports: {
    serve: { real: 'a real WebSocket server' },
    unix_serve: { real: 'a real WebSocket server' },
    connect: { real: 'a real WebSocket client' },
    unix_connect: { real: 'a real WebSocket client' },
  },
  configuration: [],
  verification: [],
  triggers: [],
}
