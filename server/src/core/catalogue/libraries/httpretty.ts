import type { Api, Library } from '../library.ts'

const http: Api = { kind: 'intercept', service: 'http' }
const members = { enable: http, enabled: http, activate: { ...http, bare: true } }

/** Replaces the socket module for HTTP. Source: httpretty 1.1, httpretty/__init__.py, core.py. */
export const httpretty: Library = {
  id: 'httpretty',
  title: 'HTTPretty',
  documentation: 'https://httpretty.readthedocs.io/en/latest/guides.html',
  languages: ['python'],
  modules: ['httpretty', 'httpretty.core'],
  name: 'httpretty',
  exports: {
    ...members,
    httprettified: { ...http, bare: true },
    httprettized: { ...http, bare: true },
    HTTPretty: { members },
    httpretty: { members },
  },
  configuration: ['register_uri'],
  verification: ['last_request', 'latest_requests', 'has_request'],
  triggers: ['httpretty'],
}
