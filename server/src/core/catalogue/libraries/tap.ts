import type { Api, Library, Members } from '../library.ts'

const modules: Api = { kind: 'patch', replaces: 'modules' }

const apis: Members = {
  mock: modules,
  mockRequire: modules,
  mockImport: modules,
  mockAll: { kind: 'patch' },
  capture: { kind: 'spy', replaces: 'member', refinements: [{ count: [3, 9], kind: 'patch' }] },
  captureFn: { kind: 'double' },
  intercept: { kind: 'patch', replaces: 'member' },
}

const test: Api = {
  callback: ['test'],
  members: {
    ...apis,
    t: { is: 'test' },
    test: { callback: ['test'] },
    only: { callback: ['test'] },
    skip: { callback: ['test'] },
    todo: { callback: ['test'] },
    before: { callback: ['test'] },
    beforeEach: { callback: ['test'] },
    after: { callback: ['test'] },
    afterEach: { callback: ['test'] },
  },
}

/** Modules replaced and functions captured in a test of tap. Source: tap 21, @tapjs/mock 4, @tapjs/intercept 4. */
export const tap: Library = {
  id: 'tap',
  title: 'node-tap',
  documentation: 'https://node-tap.org/plugins/',
  languages: ['ecmascript'],
  modules: ['tap', 'libtap', '@tapjs/core'],
  partial: true,
  name: 'tap',
  exports: { ...test.members, default: test, Test: { returns: 'test' } },
  objects: {
    test,
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"](?:lib)?tap[\'"]', '[\'"]@tapjs/'],
}
