import type { Api, Library } from '../library.ts'
import { mockito } from './mockito.ts'

const { when = {}, when2 = {}, expect = {}, spy2 = {} } = mockito.exports
const known = /^then(?:Return|Raise|Answer|CallOriginalImplementation)$/
const fixture = (is: string): Api => ({ is, known })

/** mockito's functions as fixtures, recognised by what is chained on them. Source: pytest-mockito 0.0.6, pytest_mockito/plugin.py. */
export const pytestMockito: Library = {
  id: 'pytest-mockito',
  title: 'pytest-mockito',
  documentation: 'https://github.com/kaste/pytest-mockito#readme',
  languages: ['python'],
  modules: [],
  name: 'pytest_mockito',
  exports: {},
  objects: { when, when2, expect, spy2 },
  fixtures: { when: fixture('when'), when2: fixture('when2'), expect: fixture('expect'), spy2: { is: 'spy2' } },
  configuration: [],
  verification: [],
  triggers: ['\\bthen(?:Return|Raise|Answer|CallOriginal)', '\\bspy2\\b'],
}
