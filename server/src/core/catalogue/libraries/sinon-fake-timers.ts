import type { Api, Library, Members } from '../library.ts'

const timer: Api = { kind: 'timer', service: 'time' }
const members: Members = { install: timer, createClock: timer, withGlobal: { returns: 'timers' } }

/** Fake clocks. Source: @sinonjs/fake-timers 15, lolex 6. */
export const sinonFakeTimers: Library = {
  id: 'sinon-fake-timers',
  title: '@sinonjs/fake-timers and lolex',
  documentation: 'https://github.com/sinonjs/fake-timers#readme',
  languages: ['ecmascript'],
  modules: ['@sinonjs/fake-timers', 'lolex'],
  name: 'FakeTimers',
  exports: { ...members, default: { members } },
  objects: {
    timers: { members: { install: timer, createClock: timer } },
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"]@sinonjs/fake-timers', '[\'"]lolex'],
}
