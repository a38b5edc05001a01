import type { Library } from '../library.ts'

/** Sets private variables of a module; loading it by `rewire` alone replaces nothing. Source: rewire 9. */
export const rewire: Library = {
  id: 'rewire',
  title: 'rewire',
  documentation: 'https://github.com/jhnns/rewire#readme',
  languages: ['ecmascript'],
  modules: ['rewire'],
  name: 'rewire',
  exports: { default: { returns: 'rewire' } },
  objects: {
    rewire: { members: { __set__: { kind: 'patch', replaces: 'path' }, __with__: { kind: 'patch', replaces: 'path' } } },
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"]rewire'],
}
