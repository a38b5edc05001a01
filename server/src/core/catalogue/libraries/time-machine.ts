import type { Api, Library } from '../library.ts'

const clock: Api = { kind: 'timer', service: 'time' }

/** Moves the clock. Source: time-machine 3.6, time_machine/__init__.py. */
export const timeMachine: Library = {
  id: 'time-machine',
  title: 'time-machine',
  documentation: 'https://time-machine.readthedocs.io/en/latest/usage.html',
  languages: ['python'],
  modules: ['time_machine'],
  name: 'time_machine',
  exports: { travel: { ...clock, returns: 'traveller' }, TimeMachineFixture: { returns: 'traveller' } },
  objects: { traveller: {} },
  fixtures: { time_machine: clock },
  marks: { time_machine: clock },
  configuration: ['move_to', 'shift', 'start', 'stop'],
  verification: [],
  triggers: ['time_machine'],
}
