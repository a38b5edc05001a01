import type { Library } from '../library.ts'

/** Sets the date that the clock tells; moving it on is configuration. Source: jest-date-mock 1.0. */
export const jestDateMock: Library = {
  id: 'jest-date-mock',
  title: 'jest-date-mock',
  documentation: 'https://github.com/hustcc/jest-date-mock#readme',
  languages: ['ecmascript'],
  modules: ['jest-date-mock'],
  name: 'jest-date-mock',
  exports: { advanceTo: { kind: 'timer', service: 'time' } },
  configuration: ['advanceBy'],
  verification: [],
  triggers: ['[\'"]jest-date-mock'],
}
