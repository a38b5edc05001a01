import type { Api, Library } from '../library.ts'

const http: Api = { kind: 'intercept', service: 'http' }

/** Cassettes of VCR.py by marks and fixtures. Source: pytest-recording 0.14, pytest_recording/plugin.py; pytest-vcr 1.0, pytest_vcr.py. */
export const pytestRecording: Library = {
  id: 'pytest-recording',
  title: 'pytest-recording and pytest-vcr',
  documentation: 'https://github.com/kiwicom/pytest-recording#usage',
  languages: ['python'],
  modules: ['pytest_recording'],
  name: 'pytest_recording',
  exports: {},
  objects: { vcr: { members: { use_cassette: { ...http, bare: true } } } },
  fixtures: { vcr: { is: 'vcr' }, vcr_cassette: http },
  marks: { vcr: { ...http, bare: true }, default_cassette: {} },
  configuration: [],
  verification: ['play_count', 'all_played'],
  triggers: ['\\bvcr(?:_cassette)?\\b'],
}
