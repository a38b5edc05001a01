import type { Library } from '../library.ts'

const real = 'a real mongod process'

/** A real mongod started for the test. Source: mongodb-memory-server 11. */
export const mongodbMemoryServer: Library = {
  id: 'mongodb-memory-server',
  title: 'mongodb-memory-server',
  documentation: 'https://typegoose.github.io/mongodb-memory-server/',
  languages: ['ecmascript'],
  modules: ['mongodb-memory-server', 'mongodb-memory-server-core', 'mongodb-memory-server-global'],
  name: 'mongodb-memory-server',
  exports: { MongoMemoryServer: { real, members: { create: { real } } }, MongoMemoryReplSet: { real, members: { create: { real } } } },
  configuration: [],
  verification: [],
  triggers: [],
}
