import type { Library } from '../library.ts'

const service = 'the service itself, in a process of its own'

/** Processes or containers with the service itself. Source: pytest-postgresql 7, pytest-redis 3.1, pytest-mongo 3, pytest-mysql 3, pytest-rabbitmq 3, pytest-docker 3. */
export const serviceFixtures: Library = {
  id: 'service-fixtures',
  title: 'service fixtures of pytest plugins',
  documentation: 'https://github.com/dbfixtures/pytest-postgresql#readme',
  languages: ['python'],
  modules: ['pytest_postgresql.factories', 'pytest_redis.factories', 'pytest_mongo.factories', 'pytest_mysql.factories', 'pytest_rabbitmq.factories'],
  name: 'factories',
  exports: {
    postgresql: { real: service },
    postgresql_proc: { real: service },
    postgresql_noproc: { real: service },
    redisdb: { real: service },
    redis_proc: { real: service },
    redis_noproc: { real: service },
    mongodb: { real: service },
    mongo_proc: { real: service },
    mysql: { real: service },
    mysql_proc: { real: service },
    rabbitmq: { real: service },
    rabbitmq_proc: { real: service },
  },
  fixtures: {
    postgresql: { real: service },
    postgresql_proc: { real: service },
    postgresql_noproc: { real: service },
    redisdb: { real: service },
    redis_proc: { real: service },
    redis_noproc: { real: service },
    mysql_proc: { real: service },
    rabbitmq_proc: { real: service },
    docker_services: { real: 'services in containers' },
    docker_ip: { real: 'services in containers' },
  },
  configuration: [],
  verification: [],
  triggers: [],
}
