import type { Library } from '../library.ts'
import { jestConfiguration, jestVerification, spyOnApi } from './jest.ts'

/** Vitest's mock functions, modules, globals and timers. Source: vitest.dev, Vitest 1–5. */
export const vitest: Library = {
  id: 'vitest',
  title: 'Vitest',
  documentation: 'https://vitest.dev/api/vi.html',
  languages: ['ecmascript'],
  modules: ['vitest', '@vitest/spy', '@storybook/test', 'storybook/test'],
  partial: true,
  name: 'vi',
  exports: { vi: { is: 'vi' }, vitest: { is: 'vi' }, fn: { kind: 'double' }, spyOn: spyOnApi },
  objects: {
    vi: {
      members: {
        fn: { kind: 'double' },
        spyOn: spyOnApi,
        mock: { kind: 'patch', replaces: 'module', refinements: [{ property: { position: 1, key: 'spy' }, kind: 'spy' }] },
        doMock: { kind: 'patch', replaces: 'module', refinements: [{ property: { position: 1, key: 'spy' }, kind: 'spy' }] },
        mockObject: { kind: 'double' },
        importMock: { kind: 'double', replaces: 'module' },
        stubGlobal: { kind: 'patch', replaces: 'global', returns: 'vi' },
        stubEnv: { kind: 'env', service: 'environment', replaces: 'variable', returns: 'vi' },
        useFakeTimers: { kind: 'timer', service: 'time', returns: 'vi' },
      },
    },
    'import.meta.vitest': { members: { vi: { is: 'vi' }, vitest: { is: 'vi' } } },
  },
  globals: { vi: { is: 'vi' }, vitest: { is: 'vi' }, 'import.meta.vitest': { is: 'import.meta.vitest' } },
  reexports: ['vi', 'vitest'],
  configuration: jestConfiguration,
  verification: [...jestVerification, 'calledOnce', 'settledResults'],
  triggers: ['\\bvi\\b', '\\bvitest\\.'],
}
