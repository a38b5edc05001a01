import type { Api, Library } from '../library.ts'

/** Members that set the behaviour of a Jest or Vitest double. */
export const jestConfiguration: readonly string[] = [
  'mockImplementation', 'mockImplementationOnce', 'mockReturnValue', 'mockReturnValueOnce', 'mockResolvedValue', 'mockResolvedValueOnce',
  'mockRejectedValue', 'mockRejectedValueOnce', 'mockReturnThis', 'mockThrow', 'mockThrowOnce', 'mockName', 'withImplementation', 'whenCalledWith',
  'mockClear', 'mockReset', 'mockRestore',
]

/** Those that replace what a spy would call through to. */
const jestImplementations: readonly string[] = [
  'mockImplementation', 'mockImplementationOnce', 'mockReturnValue', 'mockReturnValueOnce', 'mockResolvedValue', 'mockResolvedValueOnce',
  'mockRejectedValue', 'mockRejectedValueOnce', 'mockReturnThis', 'mockThrow', 'mockThrowOnce', 'withImplementation',
]

/** Matchers on a recorded call, and the records themselves. */
export const jestVerification: readonly string[] = [
  'toHaveBeenCalled', 'toHaveBeenCalledTimes', 'toHaveBeenCalledWith', 'toHaveBeenCalledOnce', 'toHaveBeenCalledExactlyOnceWith',
  'toHaveBeenCalledBefore', 'toHaveBeenCalledAfter', 'toHaveBeenLastCalledWith', 'toHaveBeenNthCalledWith', 'toHaveReturned', 'toHaveReturnedTimes',
  'toHaveReturnedWith', 'toHaveLastReturnedWith', 'toHaveNthReturnedWith', 'toHaveResolved', 'toHaveResolvedTimes', 'toHaveResolvedWith',
  'toHaveLastResolvedWith', 'toHaveNthResolvedWith', 'toHaveBeenExhausted', 'toBeCalled', 'toBeCalledTimes', 'toBeCalledWith', 'lastCalledWith',
  'nthCalledWith', 'toReturn', 'toReturnTimes', 'toReturnWith', 'lastReturnedWith', 'nthReturnedWith', 'mock', 'getMockName', 'getMockImplementation',
]

export const spyOnApi: Api = { kind: 'spy', replaces: 'member', refinements: [{ chained: jestImplementations, kind: 'patch' }] }

/** Jest's mock functions, modules and timers. Source: jestjs.io, Jest 26–30. */
export const jest: Library = {
  id: 'jest',
  title: 'Jest',
  documentation: 'https://jestjs.io/docs/jest-object',
  languages: ['ecmascript'],
  modules: ['@jest/globals', 'jest', 'jest-mock', '@storybook/jest'],
  partial: true,
  name: 'jest',
  exports: { jest: { is: 'jest' }, fn: { kind: 'double' }, spyOn: spyOnApi, replaceProperty: { kind: 'patch', replaces: 'member' } },
  objects: {
    jest: {
      members: {
        fn: { kind: 'double' },
        spyOn: spyOnApi,
        replaceProperty: { kind: 'patch', replaces: 'member' },
        mock: { kind: 'patch', replaces: 'module' },
        doMock: { kind: 'patch', replaces: 'module' },
        setMock: { kind: 'patch', replaces: 'module' },
        unstable_mockModule: { kind: 'patch', replaces: 'module' },
        createMockFromModule: { kind: 'double', replaces: 'module' },
        genMockFromModule: { kind: 'double', replaces: 'module' },
        requireMock: { kind: 'double', replaces: 'module' },
        enableAutomock: { kind: 'patch' },
        autoMockOn: { kind: 'patch' },
        useFakeTimers: {
          kind: 'timer',
          service: 'time',
          returns: 'jest',
          refinements: [{ argument: { position: 0, paths: ['real'] }, kind: 'none' }],
        },
      },
    },
  },
  globals: { jest: { is: 'jest' }, 'import.meta.jest': { is: 'jest' } },
  reexports: ['jest'],
  manualMocks: true,
  configuration: jestConfiguration,
  verification: jestVerification,
  triggers: ['\\bjest\\b'],
}
