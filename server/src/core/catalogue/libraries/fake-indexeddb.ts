import type { Api, Library } from '../library.ts'

const database: Api = { kind: 'fake', service: 'database' }

/** IndexedDB in memory. Source: fake-indexeddb 6.2. */
export const fakeIndexeddb: Library = {
  id: 'fake-indexeddb',
  title: 'fake-indexeddb',
  documentation: 'https://github.com/dumbmatter/fakeIndexedDB#readme',
  languages: ['ecmascript'],
  modules: ['fake-indexeddb', 'fake-indexeddb/lib/FDBFactory'],
  name: 'fake-indexeddb',
  exports: { IDBFactory: database, FDBFactory: database, default: database },
  effects: { 'fake-indexeddb/auto': database, 'fake-indexeddb/auto.js': database, 'fake-indexeddb/auto/index.mjs': database },
  configuration: [],
  verification: [],
  triggers: ['[\'"]fake-indexeddb'],
}
