import type { Api, Library } from '../library.ts'

const http: Api = { kind: 'intercept', service: 'http' }

/** A server of canned answers inside the browser. Source: miragejs 0.1, ember-cli-mirage. */
export const miragejs: Library = {
  id: 'miragejs',
  title: 'Mirage JS',
  documentation: 'https://miragejs.com/docs/',
  languages: ['ecmascript'],
  modules: ['miragejs', 'ember-cli-mirage', 'ember-cli-mirage/test-support', 'ember-cli-mirage/test-support/setup-mirage'],
  name: 'miragejs',
  exports: { createServer: http, Server: http, setupMirage: http },
  configuration: [],
  verification: [],
  triggers: ['[\'"]miragejs', '[\'"]ember-cli-mirage'],
}
