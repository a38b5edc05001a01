import type { Library } from '../library.ts'

/** Doubles that accept everything. Source: dingus 0.3, dingus.py. */
export const dingus: Library = {
  id: 'dingus',
  title: 'dingus',
  documentation: 'https://github.com/garybernhardt/dingus#readme',
  languages: ['python'],
  modules: ['dingus'],
  name: 'dingus',
  exports: {
    Dingus: { kind: 'double', returns: 'double', members: { many: { kind: 'double' } } },
    DingusTestCase: { kind: 'patch' },
    isolate: { kind: 'patch', replaces: 'path' },
    patch: { kind: 'patch', replaces: 'path' },
  },
  objects: { double: {} },
  configuration: ['return_value'],
  verification: ['calls', 'assert_call'],
  triggers: ['dingus'],
}
