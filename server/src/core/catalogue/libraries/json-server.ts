import type { Library } from '../library.ts'

const real = 'an HTTP server on a real port'

/** Real HTTP servers with given answers. Source: json-server 0.17, wiremock 3. */
export const jsonServer: Library = {
  id: 'json-server',
  title: 'json-server and WireMock',
  documentation: 'https://github.com/typicode/json-server#readme',
  languages: ['ecmascript'],
  modules: ['json-server', 'wiremock', 'wiremock-captain'],
  name: 'json-server',
  exports: { create: { real }, router: { real }, WireMock: { real }, WireMockRestClient: { real } },
  configuration: [],
  verification: [],
  triggers: [],
}
