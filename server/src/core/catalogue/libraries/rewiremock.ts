import type { Api, Library, Members } from '../library.ts'

const patch: Api = { kind: 'patch', replaces: 'module' }

const members: Members = {
  proxy: { kind: 'patch', replaces: 'modules' },
  around: { kind: 'patch', replaces: 'module' },
  module: { kind: 'patch', replaces: 'module' },
  getMock: patch,
}

/** Replaces the dependencies of a module that is loaded through it. Source: rewiremock 3.14. */
export const rewiremock: Library = {
  id: 'rewiremock',
  title: 'rewiremock',
  documentation: 'https://github.com/theKashey/rewiremock#readme',
  languages: ['ecmascript'],
  modules: ['rewiremock', 'rewiremock/node', 'rewiremock/webpack'],
  name: 'rewiremock',
  exports: { ...members, default: { ...patch, members } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]rewiremock'],
}
