import type { Library } from '../library.ts'

/** Doubles made of a type at compile time. Source: ts-auto-mock 3.7. */
export const tsAutoMock: Library = {
  id: 'ts-auto-mock',
  title: 'ts-auto-mock',
  documentation: 'https://typescript-tdd.github.io/ts-auto-mock/',
  languages: ['ecmascript'],
  modules: ['ts-auto-mock'],
  name: 'ts-auto-mock',
  exports: { createMock: { kind: 'double' }, createMockList: { kind: 'double' }, createHydratedMock: { kind: 'double' } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]ts-auto-mock'],
}
