import type { Api, Library, Members } from '../library.ts'

const patch: Api = { kind: 'patch', replaces: 'modules' }

const members: Members = {
  p: patch,
  strict: { ...patch, members: { p: patch } },
  strictest: { ...patch, members: { p: patch } },
}

/** Loads an ECMAScript module with some of its dependencies replaced. Source: esmock 2.7. */
export const esmock: Library = {
  id: 'esmock',
  title: 'esmock',
  documentation: 'https://github.com/iambumblehead/esmock#readme',
  languages: ['ecmascript'],
  modules: ['esmock'],
  name: 'esmock',
  exports: { default: { ...patch, members }, esmock: { ...patch, members }, ...members },
  reexports: ['esmock'],
  reexportedAnywhere: true,
  configuration: [],
  verification: [],
  triggers: ['esmock'],
}
