import type { Library } from '../library.ts'
import { doubleApis, mockConfiguration, mockVerification, patchApi } from './unittest-mock.ts'

/** The `mocker` fixtures. Source: pytest-mock 3.16. */
export const pytestMock: Library = {
  id: 'pytest-mock',
  title: 'pytest-mock',
  documentation: 'https://pytest-mock.readthedocs.io/en/latest/usage.html',
  languages: ['python'],
  modules: ['pytest_mock', 'pytest_mock.plugin'],
  name: 'pytest_mock',
  exports: { MockerFixture: { returns: 'mocker' }, MockFixture: { returns: 'mocker' } },
  objects: {
    mocker: {
      members: {
        ...doubleApis,
        patch: { ...patchApi, members: { ...patchApi.members, context_manager: { kind: 'patch', replaces: 'member' } } },
        stub: { kind: 'double' },
        async_stub: { kind: 'double' },
        spy: { kind: 'spy', replaces: 'member' },
        mock_module: { members: { ...doubleApis, patch: patchApi } },
      },
    },
  },
  fixtures: {
    mocker: { is: 'mocker' },
    class_mocker: { is: 'mocker' },
    module_mocker: { is: 'mocker' },
    package_mocker: { is: 'mocker' },
    session_mocker: { is: 'mocker' },
  },
  configuration: mockConfiguration,
  verification: [...mockVerification, 'spy_return', 'spy_return_list', 'spy_return_iter', 'spy_exception'],
  triggers: ['mocker'],
}
