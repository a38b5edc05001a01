import type { Library } from '../library.ts'

/** Registers replacements of modules for require(). Source: mockery 2.1. */
export const mockery: Library = {
  id: 'mockery',
  title: 'mockery',
  documentation: 'https://github.com/mfncooper/mockery#readme',
  languages: ['ecmascript'],
  modules: ['mockery'],
  name: 'mockery',
  exports: { registerMock: { kind: 'patch', replaces: 'module' }, registerSubstitute: { kind: 'patch', replaces: 'module' } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]mockery'],
}
