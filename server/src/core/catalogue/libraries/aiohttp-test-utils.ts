import type { Library } from '../library.ts'

const tcp = 'the application on a real TCP server on 127.0.0.1'

/** Doubles of requests, beside servers and clients that are real. Source: aiohttp 3.12, aiohttp/test_utils.py; pytest-aiohttp 1.1. */
export const aiohttpTestUtils: Library = {
  id: 'aiohttp-test-utils',
  title: 'aiohttp test utilities',
  documentation: 'https://docs.aiohttp.org/en/stable/testing.html',
  languages: ['python'],
  modules: ['aiohttp.test_utils'],
  partial: true,
  name: 'aiohttp.test_utils',
  exports: {
    make_mocked_request: { kind: 'double', service: 'http' },
    make_mocked_coro: { kind: 'double' },
    TestServer: { real: tcp, returns: 'server' },
    RawTestServer: { real: tcp, returns: 'server' },
    BaseTestServer: { real: tcp },
    TestClient: { real: tcp, returns: 'client' },
    AioHTTPTestCase: { real: tcp, returns: 'case' },
  },
  objects: {
    server: { real: tcp },
    client: { real: tcp, members: { ws_connect: { real: tcp } } },
    case: { members: { client: { is: 'client' }, server: { is: 'server' } } },
  },
  fixtures: {
    aiohttp_client: { real: tcp },
    aiohttp_server: { real: tcp },
    aiohttp_raw_server: { real: tcp },
  },
  configuration: [],
  verification: [],
  triggers: ['\\bmake_mocked_'],
}
