import type { Library } from '../library.ts'

const server = 'the application on a real HTTP server'

/** Test cases with a real server. Source: Tornado 6.4, tornado/testing.py. */
export const tornadoTesting: Library = {
  id: 'tornado-testing',
  title: 'Tornado test cases',
  documentation: 'https://www.tornadoweb.org/en/stable/testing.html',
  languages: ['python'],
  modules: ['tornado.testing'],
  name: 'tornado.testing',
  exports: {
    AsyncHTTPTestCase: { real: server },
    AsyncHTTPSTestCase: { real: server },
    bind_unused_port: { real: 'a real socket on a free port' },
  },
  configuration: [],
  verification: [],
  triggers: [],
}
