import type { Library } from '../library.ts'

/** A double of axios, handed over by a file of __mocks__ or made here. Source: jest-mock-axios 4.9. */
export const jestMockAxios: Library = {
  id: 'jest-mock-axios',
  title: 'jest-mock-axios',
  documentation: 'https://github.com/knee-cola/jest-mock-axios#readme',
  languages: ['ecmascript'],
  modules: ['jest-mock-axios'],
  name: 'mockAxios',
  exports: { default: { members: { create: { kind: 'double', service: 'http' } } } },
  configuration: ['mockResponse', 'mockError', 'mockResponseFor', 'lastReqGet', 'getReqByUrl'],
  verification: [],
  triggers: ['[\'"]jest-mock-axios'],
}
