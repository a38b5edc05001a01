import type { Api, Library, Members } from '../library.ts'

const intercept: Api = { kind: 'intercept', service: 'http', replaces: 'path' }
const timer: Api = { kind: 'timer', service: 'time' }
const launched: Api = {
  members: {
    launch: { returns: 'browser' },
    launchPersistentContext: { returns: 'context' },
    connect: { returns: 'browser' },
    connectOverCDP: { returns: 'browser' },
  },
}
const browsers: Members = { chromium: launched, firefox: launched, webkit: launched }

const traffic: Members = {
  route: intercept,
  routeFromHAR: intercept,
  routeWebSocket: { kind: 'intercept', service: 'websocket', replaces: 'path' },
  clock: { is: 'clock' },
}

const taken: Api = { callback: ['fixtures'] }
const test: Api = {
  callback: ['fixtures'],
  members: {
    only: taken,
    skip: taken,
    fixme: taken,
    fail: taken,
    slow: taken,
    beforeEach: taken,
    beforeAll: taken,
    afterEach: taken,
    afterAll: taken,
    extend: { returns: 'test' },
  },
}

/** Interception and the clock of a browser under test. Source: @playwright/test 1.57. */
export const playwright: Library = {
  id: 'playwright',
  title: 'Playwright',
  documentation: 'https://playwright.dev/docs/mock',
  languages: ['ecmascript'],
  modules: ['@playwright/test', 'playwright', 'playwright-core', 'playwright/test'],
  partial: true,
  name: 'playwright',
  exports: {
    ...browsers,
    test,
    default: test,
    Page: { returns: 'page' },
    BrowserContext: { returns: 'context' },
    Browser: { returns: 'browser' },
    Clock: { returns: 'clock' },
  },
  objects: {
    test,
    fixtures: { members: { page: { is: 'page' }, context: { is: 'context' }, browser: { is: 'browser' } } },
    page: { members: { ...traffic, context: { returns: 'context' } } },
    context: { members: { ...traffic, newPage: { returns: 'page' } } },
    browser: { members: { newPage: { returns: 'page' }, newContext: { returns: 'context' } } },
    clock: { members: { install: timer, setFixedTime: timer, setSystemTime: timer } },
  },
  reexports: ['test'],
  reexportedAnywhere: true,
  configuration: [],
  verification: [],
  triggers: ['\\.\\s*route(?:FromHAR|WebSocket)?\\s*\\(', '\\bclock\\s*\\.\\s*(?:install|setFixedTime|setSystemTime)\\b'],
}
