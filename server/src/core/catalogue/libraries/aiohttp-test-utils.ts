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
    TestServer: { real: tcp, returns: 'TestServer' },
    RawTestServer: { real: tcp, returns: 'TestServer' },
    BaseTestServer: { real: tcp },
    TestClient: { real: tcp, returns: 'TestClient' },
    AioHTTPTestCase: { real: tcp, returns: 'AioHTTPTestCase' },
  },
  objects: {
    TestServer: { real: tcp },
    TestClient: { real: tcp, members: { ws_connect: { real: tcp } } },
    AioHTTPTestCase: { members: { client: { is: 'TestClient' }, server: { is: 'TestServer' } } },
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
