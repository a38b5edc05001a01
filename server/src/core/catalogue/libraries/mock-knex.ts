import type { Library } from '../library.ts'

/** Canned answers to the queries of knex. Source: mock-knex 0.4, knex-mock-client 3. */
export const mockKnex: Library = {
  id: 'mock-knex',
  title: 'mock-knex and knex-mock-client',
  documentation: 'https://github.com/jbrumwell/mock-knex#readme',
  languages: ['ecmascript'],
  modules: ['mock-knex', 'knex-mock-client'],
  name: 'mock-knex',
  exports: { mock: { kind: 'intercept', service: 'database' }, createTracker: { kind: 'intercept', service: 'database' } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]mock-knex', '[\'"]knex-mock-client'],
}
