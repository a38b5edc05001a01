import type { Library } from '../library.ts'

const real = 'the application itself, asked over HTTP'

/** Requests to an application that really runs. Source: supertest 7, light-my-request 6, chai-http 5. */
export const supertest: Library = {
  id: 'supertest',
  title: 'SuperTest and in-process requests',
  documentation: 'https://github.com/forwardemail/supertest#readme',
  languages: ['ecmascript'],
  modules: ['supertest', 'light-my-request', 'chai-http'],
  name: 'supertest',
  exports: { default: { real, members: { agent: { real } } }, agent: { real }, inject: { real }, request: { real } },
  configuration: [],
  verification: [],
  triggers: [],
}
