import type { Library } from '../library.ts'

/** Intercepts HTTPX by a fixture. Source: pytest-httpx 0.36, pytest_httpx/__init__.py. */
export const pytestHttpx: Library = {
  id: 'pytest-httpx',
  title: 'pytest-httpx',
  documentation: 'https://colin-b.github.io/pytest_httpx/',
  languages: ['python'],
  modules: ['pytest_httpx'],
  name: 'pytest_httpx',
  exports: { HTTPXMock: { returns: 'httpx_mock' } },
  objects: { httpx_mock: {} },
  fixtures: { httpx_mock: { kind: 'intercept', service: 'http' } },
  configuration: ['add_response', 'add_callback', 'add_exception', 'reset'],
  verification: ['get_request', 'get_requests'],
  triggers: ['httpx_mock'],
}
