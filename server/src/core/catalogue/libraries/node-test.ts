import type { Api, Library } from '../library.ts'

const test: Api = {
  callback: ['context'],
  members: {
    mock: { is: 'mock' },
    test: { callback: ['context'] },
    it: { callback: ['context'] },
    describe: { members: {} },
    only: { callback: ['context'] },
    skip: { callback: ['context'] },
    todo: { callback: ['context'] },
    beforeEach: { callback: ['context'] },
    afterEach: { callback: ['context'] },
    before: { callback: ['context'] },
    after: { callback: ['context'] },
  },
}

/** The mock tracker of Node's own runner. Source: nodejs.org/api/test.html, Node 18.13–26. */
export const nodeTest: Library = {
  id: 'node-test',
  title: 'node:test mock',
  documentation: 'https://nodejs.org/api/test.html#mocking',
  languages: ['ecmascript'],
  modules: ['node:test', 'test'],
  partial: true,
  name: 'node:test',
  exports: { ...test.members, default: test },
  objects: {
    context: { members: { mock: { is: 'mock' }, test: { callback: ['context'] }, beforeEach: { callback: ['context'] }, before: { callback: ['context'] } } },
    mock: {
      members: {
        fn: { kind: 'double' },
        method: { kind: 'patch', replaces: 'member', refinements: [{ count: [0, 2], kind: 'spy' }] },
        getter: { kind: 'patch', replaces: 'member', refinements: [{ count: [0, 2], kind: 'spy' }] },
        setter: { kind: 'patch', replaces: 'member', refinements: [{ count: [0, 2], kind: 'spy' }] },
        module: { kind: 'patch', replaces: 'module' },
        property: { kind: 'patch', replaces: 'member' },
        timers: { members: { enable: { kind: 'timer', service: 'time' } } },
      },
    },
  },
  configuration: ['mockImplementation', 'mockImplementationOnce', 'resetCalls', 'restore'],
  verification: ['calls', 'callCount', 'accesses', 'mock'],
  triggers: ['\\bmock\\b'],
}
