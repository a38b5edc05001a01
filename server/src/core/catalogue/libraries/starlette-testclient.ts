import type { Library } from '../library.ts'

const application = 'the application itself, called in process without a socket'

/** Test clients that call an ASGI application directly. Source: Starlette 0.41, starlette/testclient.py; FastAPI hands it on unchanged. */
export const starletteTestclient: Library = {
  id: 'starlette-testclient',
  title: 'Starlette and FastAPI test client',
  documentation: 'https://www.starlette.io/testclient/',
  languages: ['python'],
  modules: ['starlette.testclient', 'fastapi.testclient'],
  name: 'starlette.testclient',
  exports: {
    TestClient: { real: application, returns: 'TestClient' },
    WebSocketTestSession: { real: application, returns: 'WebSocketTestSession' },
  },
  objects: {
    TestClient: { real: application, members: { websocket_connect: { real: application, returns: 'WebSocketTestSession' } } },
    WebSocketTestSession: { real: application },
  },
  configuration: [],
  verification: [],
  triggers: [],
}
