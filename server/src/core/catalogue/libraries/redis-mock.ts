import type { Library } from '../library.ts'

/** Redis inside the process. Source: redis-mock 0.56. */
export const redisMock: Library = {
  id: 'redis-mock',
  title: 'redis-mock',
  documentation: 'https://github.com/yeahoffline/redis-mock#readme',
  languages: ['ecmascript'],
  modules: ['redis-mock'],
  name: 'redis-mock',
  exports: { createClient: { kind: 'fake', service: 'cache' } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]redis-mock'],
}
