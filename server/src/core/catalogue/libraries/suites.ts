import type { Api, Library } from '../library.ts'

const made: Api = { kind: 'double', spec: { position: 0 } }

/** Builds a class with doubles in place of its dependencies. Source: @suites/unit 3.1, @automock/jest 2.1. */
export const suites: Library = {
  id: 'suites',
  title: 'Suites and Automock',
  documentation: 'https://suites.dev/docs/',
  languages: ['ecmascript'],
  modules: ['@suites/unit', '@automock/jest', '@automock/sinon'],
  name: 'suites',
  exports: { TestBed: { members: { solitary: made, sociable: made, create: made } } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]@suites/unit', '[\'"]@automock/'],
}
