import type { Api, Library } from '../library.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'get', 'post', 'put', 'patch', 'delete']

/** Without an answer it only watches. */
const intercept: Api = {
  kind: 'intercept',
  service: 'http',
  replaces: 'path',
  refinements: [
    { count: [1, 1], kind: 'spy' },
    { count: [2, 2], argument: { position: 0, paths: methods }, kind: 'spy' },
  ],
}

const stub: Api = { kind: 'patch', replaces: 'member', refinements: [{ count: [0, 0], kind: 'double' }] }
const spy: Api = { kind: 'spy', replaces: 'member', refinements: [{ count: [0, 0], kind: 'double' }] }

/** Interception, stubs, spies and the clock of a browser under test. Source: cypress 15. */
export const cypress: Library = {
  id: 'cypress',
  title: 'Cypress',
  documentation: 'https://docs.cypress.io/api/commands/intercept',
  languages: ['ecmascript'],
  modules: ['cypress'],
  name: 'cypress',
  exports: {},
  objects: {
    cy: {
      members: {
        intercept,
        route: intercept,
        server: { kind: 'intercept', service: 'http' },
        stub,
        spy,
        clock: { kind: 'timer', service: 'time', refinements: [{ count: [0, 0], chained: ['then', 'invoke'], kind: 'none' }] },
      },
    },
    Cypress: { members: { sinon: { members: { stub, spy } } } },
  },
  globals: { cy: { is: 'cy' }, Cypress: { is: 'Cypress' } },
  configuration: [],
  verification: [],
  triggers: ['\\bcy\\s*\\.\\s*(?:intercept|route|server|stub|spy|clock)\\b', '\\bCypress\\.sinon\\b'],
}
