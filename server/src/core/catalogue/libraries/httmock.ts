import type { Library } from '../library.ts'

/** Intercepts requests by functions. Source: httmock 1.4, httmock.py. */
export const httmock: Library = {
  id: 'httmock',
  title: 'httmock',
  documentation: 'https://github.com/patrys/httmock#readme',
  languages: ['python'],
  modules: ['httmock'],
  name: 'httmock',
  exports: { HTTMock: { kind: 'intercept', service: 'http' }, with_httmock: { kind: 'intercept', service: 'http' } },
  configuration: [],
  verification: ['call'],
  triggers: ['httmock'],
}
