import type { Library } from '../library.ts'

/** Puts canned answers under axios. Source: moxios 0.4. */
export const moxios: Library = {
  id: 'moxios',
  title: 'moxios',
  documentation: 'https://github.com/axios/moxios#readme',
  languages: ['ecmascript'],
  modules: ['moxios'],
  name: 'moxios',
  exports: { install: { kind: 'intercept', service: 'http' }, withMock: { kind: 'intercept', service: 'http' } },
  configuration: ['stubRequest', 'stubOnce', 'stubFailure', 'stubTimeout'],
  verification: [],
  triggers: ['[\'"]moxios'],
}
