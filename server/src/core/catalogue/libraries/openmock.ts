import type { Api, Library } from '../library.ts'

const fake: Api = { kind: 'fake', service: 'database' }

/** OpenSearch in memory. Source: openmock 3, openmock/__init__.py. */
export const openmock: Library = {
  id: 'openmock',
  title: 'openmock',
  documentation: 'https://github.com/matthewdeanmartin/openmock#readme',
  languages: ['python'],
  modules: ['openmock'],
  name: 'openmock',
  exports: {
    openmock: { ...fake, bare: true },
    FakeOpenSearch: fake,
  },
  configuration: [],
  verification: [],
  triggers: ['openmock'],
}
