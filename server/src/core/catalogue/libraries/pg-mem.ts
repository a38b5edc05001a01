import type { Library } from '../library.ts'

/** PostgreSQL re-implemented in memory; its adapters are configuration. Source: pg-mem 3. */
export const pgMem: Library = {
  id: 'pg-mem',
  title: 'pg-mem',
  documentation: 'https://github.com/oguimbal/pg-mem#readme',
  languages: ['ecmascript'],
  modules: ['pg-mem'],
  name: 'pg-mem',
  exports: { newDb: { kind: 'fake', service: 'database' } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]pg-mem'],
}
