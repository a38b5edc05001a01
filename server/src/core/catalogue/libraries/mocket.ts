import type { Api, Library } from '../library.ts'

const http: Api = { kind: 'intercept', service: 'http' }

/** Replaces the socket module. Source: mocket 3.15, mocket/__init__.py, decorators/, plugins/httpretty. */
export const mocket: Library = {
  id: 'mocket',
  title: 'Mocket',
  documentation: 'https://github.com/mindflayer/python-mocket#readme',
  languages: ['python'],
  modules: [
    'mocket', 'mocket.mocket', 'mocket.mocketizer', 'mocket.async_mocket', 'mocket.decorators.mocketizer', 'mocket.decorators.async_mocket',
    'mocket.plugins.httpretty', 'mocket.ssl.context',
  ],
  name: 'mocket',
  exports: {
    mocketize: { ...http, bare: true },
    async_mocketize: { ...http, bare: true },
    Mocketizer: http,
    Mocket: { members: { enable: http } },
    FakeSSLContext: { kind: 'double', service: 'http' },
    MocketSSLContext: { kind: 'double', service: 'http' },
    activate: { ...http, bare: true },
    httprettified: { ...http, bare: true },
    enable: http,
  },
  configuration: ['register', 'single_register'],
  verification: ['last_request', 'request_list', 'has_requests', 'assert_fail_if_entries_not_served'],
  triggers: ['mocket'],
}
