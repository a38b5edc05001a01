import type { Library } from '../library.ts'

/** Snowflake on DuckDB. Source: fakesnow 0.9–0.10, fakesnow/__init__.py, fixtures.py. */
export const fakesnow: Library = {
  id: 'fakesnow',
  title: 'fakesnow',
  documentation: 'https://github.com/tekumara/fakesnow#usage',
  languages: ['python'],
  modules: ['fakesnow'],
  name: 'fakesnow',
  exports: { patch: { kind: 'patch', service: 'database' }, server: { real: 'a Snowflake server in Python on a real HTTP port' } },
  fixtures: { _fakesnow: { kind: 'patch', service: 'database' }, _fakesnow_session: { kind: 'patch', service: 'database' } },
  configuration: [],
  verification: [],
  triggers: ['fakesnow'],
}
