import type { Library } from '../library.ts'

/** Dependencies that a test overrides by hand. Source: FastAPI, "Testing Dependencies with Overrides". */
export const fastapiOverrides: Library = {
  id: 'fastapi-overrides',
  title: 'FastAPI dependency overrides',
  documentation: 'https://fastapi.tiangolo.com/advanced/testing-dependencies/',
  languages: ['python'],
  modules: [],
  name: '',
  exports: {},
  overwritings: [{ kind: 'patch', name: 'dependency_overrides', by: 'key', into: ['*.dependency_overrides'] }],
  configuration: [],
  verification: [],
  triggers: ['dependency_overrides'],
}
