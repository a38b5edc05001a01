import type { Library } from '../library.ts'

/** Firestore in memory. Source: mock-firestore 0.11, mockfirestore/__init__.py. */
export const mockFirestore: Library = {
  id: 'mock-firestore',
  title: 'mock-firestore',
  documentation: 'https://github.com/mdowds/python-mock-firestore#readme',
  languages: ['python'],
  modules: ['mockfirestore', 'mockfirestore.client'],
  name: 'mockfirestore',
  exports: { MockFirestore: { kind: 'fake', service: 'database' }, AsyncMockFirestore: { kind: 'fake', service: 'database' } },
  configuration: ['reset'],
  verification: [],
  triggers: ['mockfirestore'],
}
