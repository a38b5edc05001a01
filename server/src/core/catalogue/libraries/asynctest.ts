import type { Library } from '../library.ts'
import { doubleApis, mockConfiguration, mockVerification, patchApi } from './unittest-mock.ts'

/** unittest.mock for coroutines, before Python had AsyncMock. Source: asynctest 0.13, asynctest/mock.py, case.py. */
export const asynctest: Library = {
  id: 'asynctest',
  title: 'asynctest',
  documentation: 'https://asynctest.readthedocs.io/en/latest/asynctest.mock.html',
  languages: ['python'],
  modules: ['asynctest', 'asynctest.mock', 'asynctest.case'],
  name: 'asynctest',
  exports: { ...doubleApis, patch: patchApi, ClockedTestCase: { kind: 'timer', service: 'time', base: true }, MagicMockMixin: {}, return_once: {} },
  configuration: mockConfiguration,
  verification: mockVerification,
  triggers: ['asynctest'],
}
