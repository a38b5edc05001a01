import type { Library } from '../library.ts'

/** A file system in memory in place of the real one. Source: mock-fs 5.5. */
export const mockFs: Library = {
  id: 'mock-fs',
  title: 'mock-fs',
  documentation: 'https://github.com/tschaub/mock-fs#readme',
  languages: ['ecmascript'],
  modules: ['mock-fs'],
  name: 'mock-fs',
  exports: { default: { kind: 'fake', service: 'filesystem' } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]mock-fs'],
}
