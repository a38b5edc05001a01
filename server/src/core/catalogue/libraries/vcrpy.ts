import type { Api, Library } from '../library.ts'

const http: Api = { kind: 'intercept', service: 'http' }

/** Records HTTP traffic and plays it back. Source: vcrpy 9.4, vcr/__init__.py, config.py, unittest.py. */
export const vcrpy: Library = {
  id: 'vcrpy',
  title: 'VCR.py',
  documentation: 'https://vcrpy.readthedocs.io/en/latest/usage.html',
  languages: ['python'],
  modules: ['vcr', 'vcr.config', 'vcr.unittest'],
  name: 'vcr',
  exports: {
    use_cassette: { ...http, bare: true },
    VCR: { returns: 'VCR' },
    default_vcr: { is: 'VCR' },
    VCRTestCase: { ...http, base: true },
    VCRMixin: { ...http, base: true },
  },
  objects: { VCR: { members: { use_cassette: { ...http, bare: true } } } },
  configuration: ['register_matcher', 'register_serializer', 'register_persister'],
  verification: ['play_count', 'all_played', 'requests', 'responses'],
  triggers: ['\\bvcr\\b'],
}
