import type { Api, Library } from '../library.ts'

const timer: Api = { kind: 'timer', service: 'time' }

/** Freezes and moves the clock. Source: timekeeper 2.3. */
export const timekeeper: Library = {
  id: 'timekeeper',
  title: 'timekeeper',
  documentation: 'https://github.com/vesln/timekeeper#readme',
  languages: ['ecmascript'],
  modules: ['timekeeper'],
  name: 'timekeeper',
  exports: { freeze: timer, travel: timer, withFreeze: timer },
  configuration: [],
  verification: [],
  triggers: ['[\'"]timekeeper'],
}
