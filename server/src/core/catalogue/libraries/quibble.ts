import type { Api, Library } from '../library.ts'

const patch: Api = { kind: 'patch', replaces: 'module' }

/** Replaces modules before they are loaded. Source: quibble 0.10. */
export const quibble: Library = {
  id: 'quibble',
  title: 'quibble',
  documentation: 'https://github.com/testdouble/quibble#readme',
  languages: ['ecmascript'],
  modules: ['quibble'],
  name: 'quibble',
  exports: { default: { ...patch, members: { esm: patch } }, esm: patch },
  configuration: [],
  verification: [],
  triggers: ['[\'"]quibble'],
}
