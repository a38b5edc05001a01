import type { Api, Library } from '../library.ts'

const http: Api = { kind: 'intercept', service: 'http' }
const application = 'the application itself, called in process without a socket'

/** Intercepts HTTPX. Source: respx 0.23, respx/__init__.py, respx/plugin.py. */
export const respx: Library = {
  id: 'respx',
  title: 'RESPX',
  documentation: 'https://lundberg.github.io/respx/guide/',
  languages: ['python'],
  modules: ['respx'],
  name: 'respx',
  exports: {
    mock: { ...http, bare: true, members: { start: http } },
    start: http,
    MockRouter: { ...http, returns: 'router' },
    Router: { ...http, returns: 'router' },
    ASGIHandler: { real: application },
    WSGIHandler: { real: application },
  },
  objects: { router: {} },
  fixtures: { respx_mock: http },
  configuration: ['respond', 'mock', 'pass_through', 'side_effect', 'return_value'],
  verification: ['called', 'call_count', 'calls'],
  triggers: ['respx'],
}
