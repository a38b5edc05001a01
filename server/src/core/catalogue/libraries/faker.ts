import type { Library } from '../library.ts'

const real = 'generated data, no stand-in for anything'

/** Generated data and real objects, in spite of their name. Source: @faker-js/faker 10, chance 1, fishery 2. */
export const faker: Library = {
  id: 'faker',
  title: 'Faker and factories',
  documentation: 'https://fakerjs.dev/',
  languages: ['ecmascript'],
  modules: ['@faker-js/faker', 'faker', 'chance', 'casual', 'fishery'],
  name: 'faker',
  exports: { faker: { real }, fakerEN: { real }, Factory: { real }, default: { real } },
  configuration: [],
  verification: [],
  triggers: [],
}
