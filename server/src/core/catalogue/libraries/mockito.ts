import type { Api, Library } from '../library.ts'

const doubleGiven = { object: { position: 0, name: 'double' }, kind: 'none' } as const
const stubbing: Api = { kind: 'patch', replaces: 'member', refinements: [doubleGiven] }

/** Doubles, spies and stubbing of real objects; stubbing a double only configures it. Source: mockito 2.0.4, pytest-mockito 0.0.6. */
export const mockito: Library = {
  id: 'mockito',
  title: 'mockito-python',
  documentation: 'https://mockito-python.readthedocs.io/en/latest/',
  languages: ['python'],
  modules: ['mockito'],
  name: 'mockito',
  exports: {
    mock: { kind: 'double', returns: 'double', spec: { position: 0, keywords: ['spec'] } },
    when: stubbing,
    when2: stubbing,
    expect: stubbing,
    patch: stubbing,
    patch_attr: { kind: 'patch', replaces: 'member' },
    patch_dict: {
      kind: 'patch',
      replaces: 'dictionary',
      refinements: [{ argument: { position: 0, paths: ['os.environ', 'environ'] }, kind: 'env', service: 'environment' }],
    },
    spy: { kind: 'spy' },
    spy2: { kind: 'spy' },
  },
  objects: { double: {} },
  configuration: ['thenReturn', 'thenRaise', 'thenAnswer', 'thenCallOriginalImplementation'],
  verification: ['verify', 'verifyZeroInteractions', 'verifyExpectedInteractions', 'verifyNoMoreInteractions', 'verifyStubbedInvocationsAreUsed'],
  triggers: ['mockito'],
}
