import type { Library } from '../library.ts'

/** Replaces XMLHttpRequest. Source: xhr-mock 2.5. */
export const xhrMock: Library = {
  id: 'xhr-mock',
  title: 'xhr-mock',
  documentation: 'https://github.com/jameslnewell/xhr-mock#readme',
  languages: ['ecmascript'],
  modules: ['xhr-mock'],
  name: 'xhr-mock',
  exports: { setup: { kind: 'intercept', service: 'http' }, default: { members: { setup: { kind: 'intercept', service: 'http' } } } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]xhr-mock'],
}
