import type { Api, Library } from '../library.ts'

const variable: Api = { kind: 'env', service: 'environment', replaces: 'variable' }
const popen: Api = { kind: 'double', service: 'process' }

/** Patches and doubles as fixture objects of OpenStack's test suites. Source: fixtures 4.3, fixtures/__init__.py. */
export const fixtures: Library = {
  id: 'fixtures',
  title: 'fixtures',
  documentation: 'https://github.com/testing-cabal/fixtures#stock-fixtures',
  languages: ['python'],
  modules: ['fixtures'],
  partial: true,
  name: 'fixtures',
  exports: {
    MockPatch: { kind: 'patch', replaces: 'path' },
    MockPatchObject: { kind: 'patch', replaces: 'member' },
    MockPatchMultiple: { kind: 'patch', replaces: 'path' },
    MonkeyPatch: { kind: 'patch', replaces: 'path' },
    FakePopen: popen,
    PopenFixture: popen,
    FakeLogger: { kind: 'double', service: 'logging' },
    EnvironmentVariable: variable,
    EnvironmentVariableFixture: variable,
  },
  configuration: [],
  verification: [],
  triggers: ['\\bfixtures\\.(?:Environ|Fake|Popen)', '\\b(?:Fake(?:Popen|Logger)|PopenFixture|EnvironmentVariable)'],
}
