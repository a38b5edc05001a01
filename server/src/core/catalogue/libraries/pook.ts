import type { Api, Library } from '../library.ts'

const http: Api = { kind: 'intercept', service: 'http' }

/** Intercepts several HTTP clients. Source: pook 2.1.6, pook/api.py; pytest-pook has the fixture. */
export const pook: Library = {
  id: 'pook',
  title: 'pook',
  documentation: 'https://pook.readthedocs.io/en/latest/api.html',
  languages: ['python'],
  modules: ['pook', 'pook.api'],
  name: 'pook',
  exports: {
    on: { ...http, bare: true },
    activate: { ...http, bare: true },
    use: { ...http, bare: true },
    context: http,
    Engine: { ...http, returns: 'engine' },
    MockEngine: { ...http, returns: 'engine' },
  },
  objects: { engine: {} },
  fixtures: { pook: http },
  configuration: ['reply', 'times', 'persist', 'param', 'params', 'header', 'headers', 'json', 'body', 'response_json'],
  verification: ['isdone', 'ispending', 'pending_mocks', 'unmatched_requests', 'calls', 'total_matches'],
  triggers: ['\\bpook\\b'],
}
