import type { Library } from '../library.ts'

/** Doubles that a team wrote itself: classes of test code named as such, or deriving from a mock class. */
export const handwritten: Library = {
  id: 'handwritten',
  title: 'hand-written doubles',
  documentation: 'https://martinfowler.com/bliki/TestDouble.html',
  languages: ['python', 'ecmascript'],
  modules: [],
  name: '',
  exports: {},
  configuration: [],
  verification: [],
  classes: {
    words: ['mock', 'fake', 'stub', 'dummy', 'spy'],
    suites: /^_?Test(?![a-z])|^test_|Tests?$|TestCase$|Spec$/,
    suiteBases: ['TestCase', 'IsolatedAsyncioTestCase', 'SimpleTestCase', 'TransactionTestCase', 'LiveServerTestCase'],
  },
  triggers: ['\\bclass\\s+[^\\s({:<]*(?:mock|fake|stub|dummy|spy)', '(?:mock|fake|stub|dummy|spy)[\\w$]*\\s*=\\s*class\\b'],
}
