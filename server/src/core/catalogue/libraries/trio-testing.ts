import type { Api, Library } from '../library.ts'

const clock: Api = { kind: 'timer', service: 'time' }

/** The clock of Trio's tests. Source: Trio 0.27, trio/testing/__init__.py; pytest-trio 0.8 has the fixtures. */
export const trioTesting: Library = {
  id: 'trio-testing',
  title: 'Trio mock clock',
  documentation: 'https://trio.readthedocs.io/en/stable/reference-testing.html#time-and-timeouts',
  languages: ['python'],
  modules: ['trio.testing'],
  partial: true,
  name: 'trio.testing',
  exports: { MockClock: { ...clock, returns: 'clock' } },
  objects: { clock: {} },
  fixtures: { autojump_clock: clock, mock_clock: { ...clock, known: /^(?:jump|autojump_threshold|rate)$/ } },
  configuration: ['jump', 'rate', 'autojump_threshold'],
  verification: [],
  triggers: ['autojump_clock', 'mock_?clock'],
}
