import type { Api, Library } from '../library.ts'

const clock: Api = { kind: 'timer', service: 'time' }

/** Stops the clock. Source: freezegun 1.5.5, freezegun/api.py; pytest-freezer 0.4.9 and pytest-freezegun 0.4 have the fixture and the mark. */
export const freezegun: Library = {
  id: 'freezegun',
  title: 'freezegun',
  documentation: 'https://github.com/spulec/freezegun#usage',
  languages: ['python'],
  modules: ['freezegun', 'freezegun.api'],
  name: 'freezegun',
  exports: { freeze_time: { ...clock, returns: 'frozen' }, FrozenDateTimeFactory: { returns: 'frozen' }, StepTickTimeFactory: { returns: 'frozen' } },
  objects: { frozen: {} },
  fixtures: { freezer: { ...clock, known: /^(?:move_to|tick|time_to_freeze)$/ } },
  marks: { freeze_time: { ...clock, bare: true } },
  configuration: ['tick', 'move_to', 'start', 'stop'],
  verification: [],
  triggers: ['freeze_time', '\\bfreezer\\b'],
}
