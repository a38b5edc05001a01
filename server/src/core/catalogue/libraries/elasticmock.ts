import type { Api, Library } from '../library.ts'

const fake: Api = { kind: 'fake', service: 'database' }

/** Elasticsearch in memory. Source: elasticmock 1.8, elasticmock/__init__.py. */
export const elasticmock: Library = {
  id: 'elasticmock',
  title: 'elasticmock',
  documentation: 'https://github.com/vrcmarcos/elasticmock#readme',
  languages: ['python'],
  modules: ['elasticmock'],
  name: 'elasticmock',
  exports: {
    elasticmock: { ...fake, bare: true },
    FakeElasticsearch: fake,
  },
  configuration: [],
  verification: [],
  triggers: ['elasticmock'],
}
