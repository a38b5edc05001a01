import type { Library } from '../library.ts'

/** Intercepts XMLHttpRequest and fetch in the browser. Source: pretender 3.4. */
export const pretender: Library = {
  id: 'pretender',
  title: 'Pretender',
  documentation: 'https://github.com/pretenderjs/pretender#readme',
  languages: ['ecmascript'],
  modules: ['pretender'],
  name: 'Pretender',
  exports: { default: { kind: 'intercept', service: 'http' }, Server: { kind: 'intercept', service: 'http' } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]pretender'],
}
