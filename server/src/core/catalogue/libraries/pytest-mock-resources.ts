import type { Library } from '../library.ts'

const service = 'the service itself, in a container'

/** Databases in containers, in spite of the name. Source: pytest-mock-resources 2.12, pytest_mock_resources/__init__.py. */
export const pytestMockResources: Library = {
  id: 'pytest-mock-resources',
  title: 'pytest-mock-resources',
  documentation: 'https://pytest-mock-resources.readthedocs.io/en/latest/',
  languages: ['python'],
  modules: ['pytest_mock_resources'],
  name: 'pytest_mock_resources',
  exports: {
    create_postgres_fixture: { real: service },
    create_redis_fixture: { real: service },
    create_mongo_fixture: { real: service },
    create_mysql_fixture: { real: service },
    create_redshift_fixture: { real: service },
    create_moto_fixture: { real: 'AWS emulated on a real HTTP server' },
    create_sqlite_fixture: { real: 'another real database engine' },
  },
  configuration: [],
  verification: [],
  triggers: [],
}
