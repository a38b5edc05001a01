import type { Api, Library, Members } from '../library.ts'

const intercept: Api = { kind: 'intercept', service: 'http' }
const members: Members = { enableMocks: intercept, enableFetchMocks: intercept }

/** Puts a double in place of fetch; responses are configuration. Source: jest-fetch-mock 4.2, vitest-fetch-mock 0.4. */
export const jestFetchMock: Library = {
  id: 'jest-fetch-mock',
  title: 'jest-fetch-mock and vitest-fetch-mock',
  documentation: 'https://github.com/jefflau/jest-fetch-mock#readme',
  languages: ['ecmascript'],
  modules: ['jest-fetch-mock', 'vitest-fetch-mock'],
  name: 'fetchMock',
  exports: { enableMocks: intercept, enableFetchMocks: intercept, default: { ...intercept, members }, createFetchMock: intercept },
  globals: { fetchMock: { members } },
  configuration: [
    'mockResponse', 'mockResponseOnce', 'mockResponses', 'mockReject', 'mockRejectOnce', 'mockAbort', 'mockAbortOnce', 'mockIf', 'mockOnceIf', 'mockOnce',
    'resetMocks',
  ],
  verification: [],
  triggers: ['\\bfetchMock\\b', '[\'"](?:jest|vitest)-fetch-mock'],
}
