import type { Api, Library } from '../library.ts'

const fake: Api = { kind: 'fake', service: 'database', returns: 'client' }

/** MongoDB in memory for Motor and Beanie. Source: mongomock-motor 0.0.36, mongomock_motor/__init__.py. */
export const mongomockMotor: Library = {
  id: 'mongomock-motor',
  title: 'mongomock-motor',
  documentation: 'https://github.com/michaelkryukov/mongomock_motor#readme',
  languages: ['python'],
  modules: ['mongomock_motor'],
  name: 'mongomock_motor',
  exports: {
    AsyncMongoMockClient: fake,
    AsyncMongoMockDatabase: fake,
    AsyncMongoMockCollection: fake,
    enabled_gridfs_integration: { kind: 'patch', service: 'database' },
  },
  objects: { client: {} },
  configuration: [],
  verification: [],
  triggers: ['mongomock_motor'],
}
