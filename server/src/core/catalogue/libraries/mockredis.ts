import type { Api, Library } from '../library.ts'

const client: Api = { kind: 'fake', service: 'cache' }

/** Redis in memory. Source: mockredispy 2.9.3, mockredis/__init__.py. */
export const mockredis: Library = {
  id: 'mockredis',
  title: 'mockredispy',
  documentation: 'https://github.com/locationlabs/mockredis#readme',
  languages: ['python'],
  modules: ['mockredis', 'mockredis.client'],
  name: 'mockredis',
  exports: {
    MockRedis: { ...client, members: { from_url: client } },
    mock_redis_client: { ...client, members: { from_url: client } },
    mock_strict_redis_client: { ...client, members: { from_url: client } },
  },
  configuration: [],
  verification: [],
  triggers: ['mockredis'],
}
