import type { Library } from '../library.ts'

/** Doubles of interfaces by their type. Source: jest-mock-extended 4.0, vitest-mock-extended 5.1. */
export const mockExtended: Library = {
  id: 'mock-extended',
  title: 'jest-mock-extended and vitest-mock-extended',
  documentation: 'https://github.com/marchaos/jest-mock-extended#readme',
  languages: ['ecmascript'],
  modules: ['jest-mock-extended', 'vitest-mock-extended'],
  name: 'mock-extended',
  exports: {
    mock: { kind: 'double' },
    mockDeep: { kind: 'double' },
    mockFn: { kind: 'double' },
    stub: { kind: 'double' },
    calledWithFn: { kind: 'double' },
  },
  configuration: ['calledWith'],
  verification: [],
  triggers: ['[\'"](?:jest|vitest)-mock-extended'],
}
