import type { Api, Library } from '../library.ts'

const http: Api = { kind: 'intercept', service: 'http' }

/** Records the traffic of requests and plays it back. Source: betamax 0.9, betamax/__init__.py, fixtures/. */
export const betamax: Library = {
  id: 'betamax',
  title: 'Betamax',
  documentation: 'https://betamax.readthedocs.io/en/latest/introduction.html',
  languages: ['python'],
  modules: ['betamax', 'betamax.decorator', 'betamax.fixtures.unittest'],
  name: 'betamax',
  exports: {
    Betamax: { ...http, returns: 'recorder' },
    use_cassette: { ...http, injects: { as: 'argument' } },
    BetamaxTestCase: { ...http, base: true },
  },
  objects: { recorder: {} },
  fixtures: { betamax_session: http, betamax_recorder: http, betamax_parametrized_session: http, betamax_parametrized_recorder: http },
  configuration: ['use_cassette', 'register_serializer', 'register_request_matcher', 'start', 'stop'],
  verification: ['current_cassette'],
  triggers: ['betamax'],
}
