import type { Library } from '../library.ts'

/** Record-and-replay mocks. Source: mox3 1.1, mox3/mox.py; pymox 1.3 has the lower-case names. */
export const mox: Library = {
  id: 'mox',
  title: 'mox, mox3 and pymox',
  documentation: 'https://docs.openstack.org/mox3/latest/',
  languages: ['python'],
  modules: ['mox', 'mox3', 'mox3.mox', 'pymox'],
  name: 'mox',
  exports: {
    Mox: { returns: 'Mox' },
    MoxTestBase: { returns: 'case' },
    MockAnything: { kind: 'double' },
    MockObject: { kind: 'double', spec: { position: 0 } },
    MockMethod: { kind: 'double' },
    create: { kind: 'double', spec: { position: 0 }, members: { any: { kind: 'double' } } },
    stubout: { kind: 'patch', replaces: 'member', members: { klass: { kind: 'patch', replaces: 'member' } } },
  },
  objects: {
    Mox: {
      members: {
        CreateMock: { kind: 'double', spec: { position: 0 } },
        CreateMockAnything: { kind: 'double' },
        StubOutWithMock: { kind: 'patch', replaces: 'member' },
        StubOutClassWithMocks: { kind: 'patch', replaces: 'member' },
        create_mock: { kind: 'double', spec: { position: 0 } },
        create_mock_anything: { kind: 'double' },
        stubout: { kind: 'patch', replaces: 'member' },
        stubout_class: { kind: 'patch', replaces: 'member' },
        stubs: { is: 'stubs' },
      },
    },
    case: { members: { mox: { is: 'Mox' }, stubs: { is: 'stubs' } } },
    stubs: { members: { Set: { kind: 'patch', replaces: 'member' }, SmartSet: { kind: 'patch', replaces: 'member' } } },
  },
  configuration: ['AndReturn', 'AndRaise', 'MultipleTimes', 'InAnyOrder', 'WithSideEffects', 'returns', 'raises', 'multiple_times', 'any_order'],
  verification: ['ReplayAll', 'VerifyAll', 'UnsetStubs', 'ResetAll'],
  triggers: ['\\b(?:py)?mox3?\\b'],
}
