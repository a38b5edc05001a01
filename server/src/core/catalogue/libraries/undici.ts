import type { Api, Library } from '../library.ts'

const http: Api = { kind: 'intercept', service: 'http' }

/** A dispatcher of canned answers; pools and routes are configuration. Source: undici 7. */
export const undici: Library = {
  id: 'undici',
  title: 'undici MockAgent',
  documentation: 'https://undici.nodejs.org/#/docs/api/MockAgent',
  languages: ['ecmascript'],
  modules: ['undici'],
  partial: true,
  name: 'undici',
  exports: { MockAgent: http, MockPool: http, MockClient: http, SnapshotAgent: http },
  configuration: ['replyWithError', 'defaultReplyHeaders'],
  verification: [],
  triggers: ['[\'"]undici'],
}
