import type { Api, Library } from '../library.ts'

const http: Api = { kind: 'intercept', service: 'http' }
const mocker: Api = { ...http, returns: 'mocker', injects: { as: 'argument' } }

/** Intercepts requests. Source: requests-mock 1.12, requests_mock/mocker.py, contrib/_pytest_plugin.py. */
export const requestsMock: Library = {
  id: 'requests-mock',
  title: 'requests-mock',
  documentation: 'https://requests-mock.readthedocs.io/en/latest/mocker.html',
  languages: ['python'],
  modules: ['requests_mock', 'requests_mock.mocker', 'requests_mock.adapter', 'requests_mock.contrib.fixture'],
  name: 'requests_mock',
  exports: { Mocker: mocker, mock: mocker, MockerCore: mocker, Adapter: { ...http, returns: 'mocker' }, Fixture: { ...http, returns: 'mocker' } },
  objects: { mocker: {} },
  fixtures: { requests_mock: http },
  configuration: ['register_uri', 'get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request', 'add_matcher'],
  verification: ['called', 'called_once', 'call_count', 'last_request', 'request_history'],
  triggers: ['requests_mock'],
}
