import type { Api, Library } from '../library.ts'

const files: Api = { kind: 'fake', service: 'filesystem' }

/** A file system in memory; filling its shared volume is configuration. Source: memfs 4.80, unionfs 4.6. */
export const memfs: Library = {
  id: 'memfs',
  title: 'memfs and unionfs',
  documentation: 'https://github.com/streamich/memfs#readme',
  languages: ['ecmascript'],
  modules: ['memfs', 'unionfs'],
  name: 'memfs',
  exports: {
    Volume: { ...files, members: { fromJSON: files, fromNestedJSON: files } },
    createFsFromVolume: files,
    memfs: files,
    Union: files,
    fs: {},
    vol: {},
    ufs: {},
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"]memfs', '[\'"]unionfs'],
}
