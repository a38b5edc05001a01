import type { Api, Library } from '../library.ts'

const double: Api = { kind: 'double', spec: { position: 0 } }
const global: Api = { kind: 'patch', replaces: 'path' }

/** Static and dynamic doubles of types and objects. Source: typemoq 2.1. */
export const typemoq: Library = {
  id: 'typemoq',
  title: 'TypeMoq',
  documentation: 'https://github.com/florinn/typemoq#readme',
  languages: ['ecmascript'],
  modules: ['typemoq'],
  name: 'TypeMoq',
  exports: {
    Mock: { members: { ofType: double, ofInstance: double, ofType2: double } },
    GlobalMock: { members: { ofType: global, ofInstance: global, ofType2: global } },
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"]typemoq'],
}
