import type { Api, Library } from '../library.ts'

const client: Api = { kind: 'fake', service: 'cache', returns: 'client', members: { from_url: { kind: 'fake', service: 'cache', returns: 'client' } } }
const part: Api = { kind: 'fake', service: 'cache', returns: 'client', members: { get_server: { kind: 'fake', service: 'cache', returns: 'client' } } }

/** Redis in memory. Source: fakeredis 2.40, fakeredis/__init__.py. */
export const fakeredis: Library = {
  id: 'fakeredis',
  title: 'fakeredis',
  documentation: 'https://fakeredis.readthedocs.io/en/latest/',
  languages: ['python'],
  modules: ['fakeredis', 'fakeredis.aioredis', 'fakeredis.stack'],
  name: 'fakeredis',
  exports: {
    FakeRedis: client,
    FakeStrictRedis: client,
    FakeAsyncRedis: client,
    FakeValkey: client,
    FakeStrictValkey: client,
    FakeAsyncValkey: client,
    FakeServer: part,
    FakeConnection: part,
    FakeRedisConnection: part,
    FakeAsyncConnection: part,
    FakeAsyncRedisConnection: part,
    FakeRedisMixin: client,
    TcpFakeServer: { real: 'a Redis server in Python on a real TCP port' },
  },
  objects: { client: {} },
  configuration: ['connected'],
  verification: [],
  triggers: ['fakeredis'],
}
