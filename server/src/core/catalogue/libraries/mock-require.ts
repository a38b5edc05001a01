import type { Library } from '../library.ts'

/** Replaces what require() gives for a module. Source: mock-require 3.0. */
export const mockRequire: Library = {
  id: 'mock-require',
  title: 'mock-require',
  documentation: 'https://github.com/boblauer/mock-require#readme',
  languages: ['ecmascript'],
  modules: ['mock-require'],
  name: 'mock-require',
  exports: { default: { kind: 'patch', replaces: 'module' } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]mock-require'],
}
