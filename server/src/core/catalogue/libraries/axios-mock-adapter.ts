import type { Library } from '../library.ts'

/** Puts an adapter of canned answers under axios. Source: axios-mock-adapter 2.1. */
export const axiosMockAdapter: Library = {
  id: 'axios-mock-adapter',
  title: 'axios-mock-adapter',
  documentation: 'https://github.com/ctimmerm/axios-mock-adapter#readme',
  languages: ['ecmascript'],
  modules: ['axios-mock-adapter', 'axios-mock-adapter/types'],
  name: 'MockAdapter',
  exports: { default: { kind: 'intercept', service: 'http', replaces: 'path' } },
  configuration: [
    'onGet', 'onPost', 'onPut', 'onPatch', 'onDelete', 'onHead', 'onOptions', 'onAny', 'replyOnce', 'passThrough', 'networkError', 'networkErrorOnce',
    'abortRequest',
  ],
  verification: ['history'],
  triggers: ['[\'"]axios-mock-adapter'],
}
