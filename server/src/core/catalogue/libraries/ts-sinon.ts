import type { Library } from '../library.ts'

import { sinon } from './sinon.ts'

/** Stubs of interfaces, objects and classes. Source: ts-sinon 2.0. */
export const tsSinon: Library = {
  id: 'ts-sinon',
  title: 'ts-sinon',
  documentation: 'https://github.com/ttarnowski/ts-sinon#readme',
  languages: ['ecmascript'],
  modules: ['ts-sinon'],
  name: 'ts-sinon',
  exports: {
    ...sinon.exports,
    default: { members: sinon.exports },
    stubInterface: { kind: 'double' },
    stubObject: { kind: 'double', spec: { position: 0 } },
    stubConstructor: { kind: 'double', spec: { position: 0 } },
  },
  objects: sinon.objects ?? {},
  configuration: [],
  verification: [],
  triggers: ['[\'"]ts-sinon'],
}
