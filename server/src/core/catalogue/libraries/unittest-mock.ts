import type { Api, Library, Members } from '../library.ts'

const double: Api = {
  kind: 'double',
  spec: { position: 0, keywords: ['spec', 'spec_set'] },
  refinements: [{ keyword: ['wraps'], kind: 'spy' }],
}

const specKeywords = ['spec', 'spec_set', 'autospec', 'wraps']

/** `patch` and its variants, shared by the fixtures of pytest-mock. */
export const patchApi: Api = {
  kind: 'patch',
  replaces: 'path',
  spec: { keywords: specKeywords },
  injects: { as: 'argument', unlessAt: 1 },
  refinements: [{ keyword: ['wraps'], kind: 'spy' }],
  members: {
    object: {
      kind: 'patch',
      replaces: 'member',
      spec: { keywords: specKeywords },
      injects: { as: 'argument', unlessAt: 2 },
      refinements: [{ keyword: ['wraps'], kind: 'spy' }],
    },
    multiple: { kind: 'patch', replaces: 'path', injects: { as: 'keywords' } },
    dict: {
      kind: 'patch',
      replaces: 'dictionary',
      refinements: [{ argument: { position: 0, paths: ['os.environ', 'environ', '*.os.environ'] }, kind: 'env', service: 'environment' }],
    },
  },
}

/** The constructors, shared by pytest-mock. */
export const doubleApis: Members = {
  Mock: double,
  MagicMock: double,
  NonCallableMock: double,
  NonCallableMagicMock: double,
  PropertyMock: double,
  AsyncMock: double,
  ThreadingMock: double,
  CoroutineMock: double,
  create_autospec: { kind: 'double', spec: { position: 0, keywords: ['spec'] } },
  mock_open: { kind: 'double', service: 'filesystem' },
}

export const mockConfiguration: readonly string[] = [
  'return_value', 'side_effect', 'configure_mock', 'mock_add_spec', 'attach_mock', 'reset_mock', '__enter__', '__exit__', '__aenter__', '__aexit__',
  '__aiter__', '__iter__', '__class__', '__name__', '__len__', '__getitem__', '__contains__', '__str__', '__bool__', 'start', 'stop',
]

export const mockVerification: readonly string[] = [
  'assert_called', 'assert_called_once', 'assert_called_with', 'assert_called_once_with', 'assert_any_call', 'assert_has_calls', 'assert_not_called',
  'assert_awaited', 'assert_awaited_once', 'assert_awaited_with', 'assert_awaited_once_with', 'assert_any_await', 'assert_has_awaits',
  'assert_not_awaited', 'wait_until_called', 'wait_until_any_call_with', 'called', 'call_count', 'call_args', 'call_args_list', 'mock_calls',
  'method_calls', 'await_count', 'await_args', 'await_args_list',
]

/** Python's standard mock library, its backport `mock`, and the modules that hand it on unchanged. Source: docs.python.org, CPython 3.8–3.13. */
export const unittestMock: Library = {
  id: 'unittest-mock',
  title: 'unittest.mock',
  documentation: 'https://docs.python.org/3/library/unittest.mock.html',
  languages: ['python'],
  modules: ['unittest.mock', 'mock', 'mock.mock', 'six.moves.mock'],
  name: 'unittest.mock',
  exports: { ...doubleApis, patch: patchApi },
  reexports: ['Mock', 'MagicMock', 'NonCallableMock', 'NonCallableMagicMock', 'PropertyMock', 'AsyncMock', 'create_autospec', 'mock_open', 'patch', 'mock'],
  configuration: mockConfiguration,
  verification: mockVerification,
  triggers: ['mock', '\\bpatch\\b'],
}
