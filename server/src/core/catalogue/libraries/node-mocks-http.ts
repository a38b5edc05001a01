import type { Api, Library } from '../library.ts'

const double: Api = { kind: 'double', service: 'http' }

/** Doubles of request and response for handlers. Source: node-mocks-http 1.18. */
export const nodeMocksHttp: Library = {
  id: 'node-mocks-http',
  title: 'node-mocks-http',
  documentation: 'https://github.com/eugef/node-mocks-http#readme',
  languages: ['ecmascript'],
  modules: ['node-mocks-http'],
  name: 'node-mocks-http',
  exports: { createRequest: double, createResponse: double, createMocks: double },
  configuration: [],
  verification: ['_getData', '_getJSONData', '_getStatusCode', '_getHeaders', '_isEndCalled', '_getRedirectUrl'],
  triggers: ['[\'"]node-mocks-http'],
}
