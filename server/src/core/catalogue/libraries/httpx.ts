import type { Library } from '../library.ts'

const application = 'the application itself, called in process without a socket'

/** Transports of HTTPX that replace the network, and those that call a real application. Source: HTTPX 0.28, httpx/_transports. */
export const httpx: Library = {
  id: 'httpx',
  title: 'HTTPX transports',
  documentation: 'https://www.python-httpx.org/advanced/transports/#mock-transports',
  languages: ['python'],
  modules: ['httpx'],
  partial: true,
  name: 'httpx',
  exports: {
    MockTransport: { kind: 'intercept', service: 'http' },
    ASGITransport: { real: application },
    WSGITransport: { real: application },
  },
  configuration: [],
  verification: [],
  triggers: ['\\bMockTransport\\b'],
}
