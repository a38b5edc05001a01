import type { Api, Library, Members } from '../library.ts'

const intercept: Api = { kind: 'intercept', service: 'http' }
const spy: Api = { kind: 'spy', service: 'http' }

const members: Members = {
  mockGlobal: intercept,
  createInstance: intercept,
  sandbox: intercept,
  mock: intercept,
  spyGlobal: spy,
  spy,
}

/** Replaces fetch; routes are configuration. Source: fetch-mock 12, @fetch-mock/vitest, @fetch-mock/jest, fetch-mock-jest. */
export const fetchMock: Library = {
  id: 'fetch-mock',
  title: 'fetch-mock',
  documentation: 'https://www.wheresrhys.co.uk/fetch-mock/',
  languages: ['ecmascript'],
  modules: ['fetch-mock', '@fetch-mock/vitest', '@fetch-mock/jest', 'fetch-mock-jest', 'fetch-mock/esm/client', 'fetch-mock/cjs/client'],
  name: 'fetchMock',
  exports: { ...members, default: { members }, fetchMock: { members } },
  configuration: ['modifyRoute', 'defineMatcher'],
  verification: [],
  triggers: ['[\'"](?:@fetch-mock/|fetch-mock)'],
}
