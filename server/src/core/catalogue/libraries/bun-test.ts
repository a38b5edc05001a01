import type { Api, Library } from '../library.ts'

import { jestConfiguration, jestVerification, spyOnApi } from './jest.ts'

/** Without an argument it goes back to the real time. */
const setSystemTime: Api = { kind: 'timer', service: 'time', refinements: [{ count: [0, 0], kind: 'none' }] }

/** The mocks of Bun's own runner. Source: bun-types 1.4. */
export const bunTest: Library = {
  id: 'bun-test',
  title: 'bun:test mock',
  documentation: 'https://bun.com/docs/test/mocks',
  languages: ['ecmascript'],
  modules: ['bun:test'],
  partial: true,
  name: 'bun:test',
  exports: {
    mock: { kind: 'double', members: { module: { kind: 'patch', replaces: 'module' } } },
    spyOn: spyOnApi,
    setSystemTime,
    jest: { is: 'jest' },
    vi: { is: 'jest' },
  },
  objects: {
    jest: {
      members: {
        fn: { kind: 'double' },
        spyOn: spyOnApi,
        module: { kind: 'patch', replaces: 'module' },
        mock: { kind: 'patch', replaces: 'module' },
        setSystemTime,
        useFakeTimers: { kind: 'timer', service: 'time', returns: 'jest' },
      },
    },
  },
  configuration: jestConfiguration,
  verification: jestVerification,
  triggers: ['bun:test'],
}
