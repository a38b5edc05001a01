import type { Api, Library } from '../library.ts'

const http: Api = { kind: 'intercept', service: 'http' }

/** Intercepts requests. Source: responses 0.26, responses/__init__.py; pytest-responses 0.5 has the fixture. */
export const responses: Library = {
  id: 'responses',
  title: 'responses',
  documentation: 'https://github.com/getsentry/responses#readme',
  languages: ['python'],
  modules: ['responses'],
  name: 'responses',
  exports: {
    activate: { ...http, bare: true },
    RequestsMock: { ...http, returns: 'mock' },
    mock: { ...http, bare: true, members: { activate: { ...http, bare: true }, start: http } },
    start: http,
  },
  objects: { mock: {} },
  fixtures: { responses: { ...http, known: /^(?:add(?:_callback|_passthru)?|assert_call_count)$/ } },
  configuration: ['add', 'add_callback', 'add_passthru', 'upsert', 'replace', 'register_uri'],
  verification: ['assert_call_count', 'calls'],
  triggers: ['\\bresponses\\b'],
}
