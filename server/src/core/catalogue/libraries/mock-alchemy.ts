import type { Api, Library } from '../library.ts'

const session: Api = { kind: 'double', service: 'database' }

/** Doubles of a SQLAlchemy session. Source: mock-alchemy 0.2.6, alchemy-mock 0.4.3, mocking.py. */
export const mockAlchemy: Library = {
  id: 'mock-alchemy',
  title: 'mock-alchemy',
  documentation: 'https://mock-alchemy.readthedocs.io/en/latest/',
  languages: ['python'],
  modules: ['mock_alchemy.mocking', 'alchemy_mock.mocking'],
  name: 'mock_alchemy.mocking',
  exports: { AlchemyMagicMock: session, UnifiedAlchemyMagicMock: session },
  configuration: ['return_value', 'side_effect', 'reset_mock'],
  verification: ['assert_called_once_with', 'assert_any_call', 'mock_calls'],
  triggers: ['alchemy_mock', 'mock_alchemy'],
}
