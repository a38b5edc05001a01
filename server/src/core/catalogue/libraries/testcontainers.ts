import type { Library } from '../library.ts'

const service = 'the service itself, in a container'

/** The services themselves, in containers. Source: testcontainers 4.10. */
export const testcontainers: Library = {
  id: 'testcontainers',
  title: 'Testcontainers',
  documentation: 'https://testcontainers-python.readthedocs.io/en/latest/',
  languages: ['python'],
  modules: ['testcontainers.postgres', 'testcontainers.redis', 'testcontainers.mongodb', 'testcontainers.kafka', 'testcontainers.rabbitmq', 'testcontainers.localstack', 'testcontainers.mysql', 'testcontainers.elasticsearch', 'testcontainers.minio', 'testcontainers.nats', 'testcontainers.core.container', 'testcontainers.clickhouse', 'testcontainers.mssql', 'testcontainers.neo4j', 'testcontainers.opensearch'],
  name: 'testcontainers',
  exports: {
    PostgresContainer: { real: service },
    RedisContainer: { real: service },
    AsyncRedisContainer: { real: service },
    MongoDbContainer: { real: service },
    KafkaContainer: { real: service },
    RedpandaContainer: { real: service },
    RabbitMqContainer: { real: service },
    LocalStackContainer: { real: service },
    MySqlContainer: { real: service },
    ElasticSearchContainer: { real: service },
    MinioContainer: { real: service },
    NatsContainer: { real: service },
    DockerContainer: { real: service },
    ClickHouseContainer: { real: service },
    SqlServerContainer: { real: service },
    Neo4jContainer: { real: service },
    OpenSearchContainer: { real: service },
  },
  configuration: [],
  verification: [],
  triggers: [],
}
