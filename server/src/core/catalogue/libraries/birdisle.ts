import type { Library } from '../library.ts'

const redis = 'Redis itself, run inside the process'

/** Redis as a library. Source: birdisle 0.3, birdisle/__init__.py, redis.py. */
export const birdisle: Library = {
  id: 'birdisle',
  title: 'birdisle',
  documentation: 'https://birdisle.readthedocs.io/en/latest/',
  languages: ['python'],
  modules: ['birdisle', 'birdisle.redis'],
  name: 'birdisle',
  exports: { Server: { real: redis }, StrictRedis: { real: redis }, Redis: { real: redis } },
  configuration: [],
  verification: [],
  triggers: [],
}
