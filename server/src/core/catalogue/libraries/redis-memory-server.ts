import type { Library } from '../library.ts'

const real = 'a real redis-server process'

/** A real redis-server started for the test. Source: redis-memory-server 0.17. */
export const redisMemoryServer: Library = {
  id: 'redis-memory-server',
  title: 'redis-memory-server',
  documentation: 'https://github.com/mhassan1/redis-memory-server#readme',
  languages: ['ecmascript'],
  modules: ['redis-memory-server'],
  name: 'redis-memory-server',
  exports: { default: { real }, RedisMemoryServer: { real } },
  configuration: [],
  verification: [],
  triggers: [],
}
