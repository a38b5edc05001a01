import type { Library } from '../library.ts'

const application = 'the application itself, called in process without a socket'

/** Test clients that call the application directly; the subprocess clients use a real server. Source: Litestar 2.15, litestar/testing/__init__.py. */
export const litestarTesting: Library = {
  id: 'litestar-testing',
  title: 'Litestar test clients',
  documentation: 'https://docs.litestar.dev/latest/usage/testing.html',
  languages: ['python'],
  modules: ['litestar.testing', 'starlite.testing'],
  name: 'litestar.testing',
  exports: {
    TestClient: { real: application, returns: 'TestClient' },
    AsyncTestClient: { real: application, returns: 'TestClient' },
    create_test_client: { real: application, returns: 'TestClient' },
    create_async_test_client: { real: application, returns: 'TestClient' },
    subprocess_sync_client: { real: 'the application on a real server' },
    subprocess_async_client: { real: 'the application on a real server' },
  },
  objects: { TestClient: { real: application, members: { websocket_connect: { real: application } } } },
  configuration: [],
  verification: [],
  triggers: [],
}
