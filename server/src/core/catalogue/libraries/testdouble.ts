import type { Api, Library, Members } from '../library.ts'

const double: Api = { kind: 'double', spec: { position: 0 } }

const apis: Members = {
  function: { kind: 'double' },
  func: { kind: 'double' },
  object: double,
  constructor: double,
  instance: double,
  imitate: double,
  replace: { kind: 'patch', replaces: 'module' },
  replaceEsm: { kind: 'patch', replaces: 'module' },
  mock: { kind: 'patch', replaces: 'module' },
}

/** Functions, objects and modules of doubles. Source: testdouble 3.21. */
export const testdouble: Library = {
  id: 'testdouble',
  title: 'testdouble.js',
  documentation: 'https://github.com/testdouble/testdouble.js#readme',
  languages: ['ecmascript'],
  modules: ['testdouble', 'testdouble-jest'],
  name: 'td',
  exports: { ...apis, default: { members: apis } },
  globals: { td: { members: apis } },
  configuration: ['thenReturn', 'thenDo', 'thenThrow', 'thenResolve', 'thenReject', 'thenCallback'],
  verification: [],
  triggers: ['testdouble', '\\btd\\.'],
}
