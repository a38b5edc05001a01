import type { Api, Library, Members } from '../library.ts'

const members: Members = { launch: { returns: 'browser' }, connect: { returns: 'browser' } }

/** With `false` it lets the requests go again. */
const intercept: Api = { kind: 'intercept', service: 'http', refinements: [{ argument: { position: 0, paths: ['false'] }, kind: 'none' }] }

/** Interception of the requests of a browser under test. Source: puppeteer 24. */
export const puppeteer: Library = {
  id: 'puppeteer',
  title: 'Puppeteer',
  documentation: 'https://pptr.dev/guides/network-interception',
  languages: ['ecmascript'],
  modules: ['puppeteer', 'puppeteer-core', 'puppeteer-extra'],
  partial: true,
  name: 'puppeteer',
  exports: { ...members, default: { members }, Page: { returns: 'page' }, Browser: { returns: 'browser' } },
  objects: {
    browser: { members: { newPage: { returns: 'page' }, createBrowserContext: { returns: 'context' } } },
    context: { members: { newPage: { returns: 'page' } } },
    page: { members: { setRequestInterception: intercept } },
  },
  globals: { page: { is: 'page' } },
  configuration: [],
  verification: [],
  triggers: ['setRequestInterception'],
}
