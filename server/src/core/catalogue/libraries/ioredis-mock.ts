import type { Api, Library } from '../library.ts'

const redis: Api = { kind: 'fake', service: 'cache', members: { Cluster: { kind: 'fake', service: 'cache' } } }

/** Redis inside the process. Source: ioredis-mock 8.13. */
export const ioredisMock: Library = {
  id: 'ioredis-mock',
  title: 'ioredis-mock',
  documentation: 'https://github.com/stipsan/ioredis-mock#readme',
  languages: ['ecmascript'],
  modules: ['ioredis-mock'],
  name: 'ioredis-mock',
  exports: { default: redis, Redis: redis, Cluster: redis },
  configuration: [],
  verification: [],
  triggers: ['[\'"]ioredis-mock'],
}
