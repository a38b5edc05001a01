import type { Api, Library } from '../library.ts'

const timer: Api = { kind: 'timer', service: 'time' }

/** Sets the date that the clock tells. Source: mockdate 3.0. */
export const mockdate: Library = {
  id: 'mockdate',
  title: 'MockDate',
  documentation: 'https://github.com/boblauer/MockDate#readme',
  languages: ['ecmascript'],
  modules: ['mockdate'],
  name: 'MockDate',
  exports: { set: timer, default: { members: { set: timer } } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]mockdate'],
}
