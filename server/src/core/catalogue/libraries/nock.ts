import type { Api, Library, Members } from '../library.ts'

const scope: Api = { kind: 'intercept', service: 'http', replaces: 'path' }

const members: Members = {
  load: scope,
  define: { kind: 'intercept', service: 'http' },
  back: scope,
  recorder: { members: { rec: { kind: 'intercept', service: 'http' } } },
}

/** Intercepts requests to a host: one scope, one site. Source: nock 14. */
export const nock: Library = {
  id: 'nock',
  title: 'nock',
  documentation: 'https://github.com/nock/nock#readme',
  languages: ['ecmascript'],
  modules: ['nock'],
  name: 'nock',
  exports: { ...members, default: { ...scope, members } },
  reexports: ['nock'],
  reexportedAnywhere: true,
  configuration: ['replyWithError', 'replyWithFile', 'matchHeader', 'thrice', 'optionally', 'reqheaders'],
  verification: ['isDone', 'pendingMocks', 'activeMocks'],
  triggers: ['nock'],
}
