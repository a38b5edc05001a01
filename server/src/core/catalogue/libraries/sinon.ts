import type { Api, Library, Members } from '../library.ts'

const fake: Api = {
  kind: 'double',
  members: {
    returns: { kind: 'double' },
    throws: { kind: 'double' },
    resolves: { kind: 'double' },
    rejects: { kind: 'double' },
    yields: { kind: 'double' },
    yieldsAsync: { kind: 'double' },
  },
}

const implementations = [
  'returns', 'returnsArg', 'returnsThis', 'resolves', 'resolvesArg', 'resolvesThis', 'rejects', 'throws', 'throwsException', 'throwsArg', 'callsFake',
  'callsArg', 'callsArgWith', 'yields', 'yieldsTo',
]

const apis: Members = {
  stub: { kind: 'patch', replaces: 'member', refinements: [{ count: [0, 0], kind: 'double' }] },
  spy: { kind: 'spy', replaces: 'member', refinements: [{ count: [0, 0], kind: 'double' }, { chained: implementations, kind: 'patch' }] },
  fake,
  mock: { kind: 'double' },
  expectation: { members: { create: { kind: 'double' } } },
  createStubInstance: { kind: 'double', spec: { position: 0 } },
  replace: { kind: 'patch', replaces: 'member', members: { usingAccessor: { kind: 'patch', replaces: 'member' } } },
  replaceGetter: { kind: 'patch', replaces: 'member' },
  replaceSetter: { kind: 'patch', replaces: 'member' },
  define: { kind: 'patch', replaces: 'member' },
  useFakeTimers: { kind: 'timer', service: 'time' },
  useFakeXMLHttpRequest: { kind: 'intercept', service: 'http' },
  useFakeServer: { kind: 'intercept', service: 'http' },
}

const exported: Members = {
  ...apis,
  createSandbox: { returns: 'sandbox' },
  SinonSandbox: { returns: 'sandbox' },
  sandbox: { members: { ...apis, create: { returns: 'sandbox' } } },
  fakeServer: { members: { create: { kind: 'intercept', service: 'http' } } },
  fakeServerWithClock: { members: { create: { kind: 'intercept', service: 'http' } } },
}

/** Stubs, spies, fakes and sandboxes. Source: sinonjs.org, Sinon 1–22. */
export const sinon: Library = {
  id: 'sinon',
  title: 'Sinon.JS',
  documentation: 'https://sinonjs.org/releases/latest/',
  languages: ['ecmascript'],
  modules: ['sinon', 'sinon/pkg/sinon', 'sinon/pkg/sinon-esm', 'sinon/pkg/sinon-esm.js'],
  name: 'sinon',
  exports: exported,
  objects: {
    sandbox: { members: apis },
    sinon: { members: exported },
  },
  globals: { sinon: { is: 'sinon' } },
  reexports: ['sinon'],
  configuration: [
    ...implementations, 'callsArgOn', 'callsArgOnWith', 'yieldsRight', 'yieldsOn', 'yieldsToOn', 'callThrough', 'callThroughWithNew', 'get', 'set', 'value',
    'onCall', 'onFirstCall', 'onSecondCall', 'onThirdCall', 'withArgs', 'resetBehavior', 'resetHistory', 'reset', 'restore', 'expects', 'once', 'twice', 'named',
  ],
  verification: [
    'called', 'notCalled', 'calledOnce', 'calledTwice', 'calledThrice', 'callCount', 'calledWith', 'calledOnceWith', 'calledWithExactly',
    'calledOnceWithExactly', 'calledWithMatch', 'calledOnceWithMatch', 'calledOn', 'calledBefore', 'calledAfter', 'calledImmediatelyBefore',
    'calledImmediatelyAfter', 'calledWithNew', 'neverCalledWith', 'neverCalledWithMatch', 'alwaysCalledWith', 'alwaysCalledWithExactly',
    'alwaysCalledWithMatch', 'alwaysCalledOn', 'threw', 'alwaysThrew', 'returned', 'alwaysReturned', 'getCall', 'getCalls', 'firstCall', 'secondCall',
    'thirdCall', 'lastCall', 'callOrder', 'args', 'verify',
  ],
  triggers: ['sinon'],
}
