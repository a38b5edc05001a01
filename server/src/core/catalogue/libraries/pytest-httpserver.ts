import type { Library } from '../library.ts'

const server = 'an HTTP server on a real port'

/** Servers on a real port with scripted answers. Source: pytest-httpserver 1.1, pytest-localserver 0.9, pytest-httpbin 2.1. */
export const pytestHttpserver: Library = {
  id: 'pytest-httpserver',
  title: 'pytest-httpserver, pytest-localserver and pytest-httpbin',
  documentation: 'https://pytest-httpserver.readthedocs.io/en/latest/',
  languages: ['python'],
  modules: ['pytest_httpserver', 'pytest_localserver.http', 'pytest_localserver.smtp'],
  name: 'pytest_httpserver',
  exports: {
    HTTPServer: { real: server, returns: 'HTTPServer' },
    BlockingHTTPServer: { real: server, returns: 'HTTPServer' },
  },
  objects: { HTTPServer: { real: server }, smtp: { real: 'an SMTP server on a real port' } },
  fixtures: {
    httpserver: { is: 'HTTPServer' },
    httpserver_ipv4: { is: 'HTTPServer' },
    httpserver_ipv6: { is: 'HTTPServer' },
    make_httpserver: { is: 'HTTPServer' },
    httpsserver: { is: 'HTTPServer' },
    httpbin: { is: 'HTTPServer' },
    httpbin_secure: { is: 'HTTPServer' },
    smtpserver: { is: 'smtpserver' },
  },
  configuration: [],
  verification: [],
  triggers: [],
}
