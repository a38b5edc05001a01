import type { Api, Library } from '../library.ts'

const fake: Api = { kind: 'fake', service: 'database', returns: 'client' }

/** MongoDB in memory, also for Motor. Source: mongomock 4.3, mongomock/__init__.py, gridfs.py. */
export const mongomock: Library = {
  id: 'mongomock',
  title: 'mongomock',
  documentation: 'https://github.com/mongomock/mongomock#readme',
  languages: ['python'],
  modules: ['mongomock', 'mongomock.mongo_client', 'mongomock.gridfs'],
  name: 'mongomock',
  exports: {
    MongoClient: fake,
    Database: fake,
    Collection: fake,
    patch: { kind: 'patch', service: 'database' },
    enable_gridfs_integration: { kind: 'patch', service: 'database' },
  },
  objects: { client: {} },
  configuration: [],
  verification: [],
  triggers: ['mongomock'],
}
