import type { Api, Library } from '../library.ts'

/** What is chained on a spy that replaces what it would call. */
const implementations = [
  'and.returnValue', 'and.returnValues', 'and.callFake', 'and.throwError', 'and.stub', 'and.resolveTo', 'and.rejectWith', 'andReturn', 'andCallFake',
  'withArgs',
]

const spyOn: Api = { kind: 'spy', replaces: 'member', refinements: [{ chained: implementations, kind: 'patch' }] }

/** Spies and the fake clock. Source: @types/jasmine 7, Jasmine 2–7. */
export const jasmine: Library = {
  id: 'jasmine',
  title: 'Jasmine',
  documentation: 'https://jasmine.github.io/api/edge/global',
  languages: ['ecmascript'],
  modules: ['jasmine', 'jasmine-core'],
  partial: true,
  name: 'jasmine',
  exports: { jasmine: { is: 'jasmine' }, spyOn, spyOnProperty: spyOn, spyOnAllFunctions: { kind: 'spy', replaces: 'path' } },
  objects: {
    jasmine: {
      members: {
        createSpy: { kind: 'double' },
        createSpyObj: { kind: 'double' },
        spyOnGlobalErrorsAsync: { kind: 'spy' },
        clock: { returns: 'clock' },
        Ajax: { members: { install: { kind: 'intercept', service: 'http' }, withMock: { kind: 'intercept', service: 'http' } } },
      },
    },
    clock: { members: { install: { kind: 'timer', service: 'time' }, withMock: { kind: 'timer', service: 'time' } } },
  },
  globals: { jasmine: { is: 'jasmine' }, spyOn, spyOnProperty: spyOn, spyOnAllFunctions: { kind: 'spy', replaces: 'path' } },
  configuration: ['returnValue', 'returnValues', 'callFake', 'callThrough', 'throwError', 'resolveTo', 'rejectWith'],
  verification: ['toHaveBeenCalledOnceWith', 'toHaveSpyInteractions', 'argsFor', 'mostRecent'],
  triggers: ['\\bjasmine\\b', '\\bspyOn(?:Property|AllFunctions)?\\('],
}
