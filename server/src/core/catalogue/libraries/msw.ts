import type { Api, Library } from '../library.ts'

const http: Api = { kind: 'intercept', service: 'http' }

/** Interception of requests by handlers; the handlers are configuration. Source: msw 1 and 2, @mswjs/interceptors 0.39. */
export const msw: Library = {
  id: 'msw',
  title: 'Mock Service Worker',
  documentation: 'https://mswjs.io/docs/',
  languages: ['ecmascript'],
  modules: [
    'msw', 'msw/node', 'msw/browser', 'msw/native', '@mswjs/interceptors', '@mswjs/interceptors/ClientRequest', '@mswjs/interceptors/XMLHttpRequest',
    '@mswjs/interceptors/fetch', '@mswjs/interceptors/WebSocket', 'msw-storybook-addon',
  ],
  name: 'msw',
  exports: {
    setupServer: http,
    setupWorker: http,
    initialize: http,
    ClientRequestInterceptor: http,
    FetchInterceptor: http,
    XMLHttpRequestInterceptor: http,
    BatchInterceptor: http,
    WebSocketInterceptor: { kind: 'intercept', service: 'websocket' },
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"]msw', '[\'"]@mswjs/'],
}
