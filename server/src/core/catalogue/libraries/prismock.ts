import type { Api, Library } from '../library.ts'

const fake: Api = { kind: 'fake', service: 'database' }

/** Prisma in memory. Source: prismock 1.35. */
export const prismock: Library = {
  id: 'prismock',
  title: 'Prismock',
  documentation: 'https://github.com/morintd/prismock#readme',
  languages: ['ecmascript'],
  modules: ['prismock'],
  name: 'prismock',
  exports: { PrismockClient: fake, createPrismock: fake },
  configuration: [],
  verification: [],
  triggers: ['[\'"]prismock'],
}
