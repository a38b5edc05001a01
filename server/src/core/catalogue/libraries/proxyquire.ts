import type { Api, Library, Members } from '../library.ts'

const patch: Api = { kind: 'patch', replaces: 'modules' }

const members: Members = {
  load: patch,
  noCallThru: { returns: 'proxyquire' },
  callThru: { returns: 'proxyquire' },
  noPreserveCache: { returns: 'proxyquire' },
  preserveCache: { returns: 'proxyquire' },
}

/** Loads a module with some of its dependencies replaced. Source: proxyquire 2.1. */
export const proxyquire: Library = {
  id: 'proxyquire',
  title: 'proxyquire',
  documentation: 'https://github.com/thlorenz/proxyquire#readme',
  languages: ['ecmascript'],
  modules: ['proxyquire', 'proxyquireify', 'proxyquire-universal'],
  name: 'proxyquire',
  exports: { default: { ...patch, members }, ...members },
  objects: {
    proxyquire: { ...patch, members },
  },
  reexports: ['proxyquire'],
  reexportedAnywhere: true,
  configuration: [],
  verification: [],
  triggers: ['proxyquire'],
}
