import type { Library } from '../library.ts'

const real = 'a real service in a container'

/** Real services in containers. Source: testcontainers 12. */
export const testcontainers: Library = {
  id: 'testcontainers',
  title: 'Testcontainers',
  documentation: 'https://node.testcontainers.org/',
  languages: ['ecmascript'],
  modules: [
    'testcontainers', '@testcontainers/postgresql', '@testcontainers/redis', '@testcontainers/mongodb', '@testcontainers/mysql', '@testcontainers/mariadb',
    '@testcontainers/kafka', '@testcontainers/rabbitmq', '@testcontainers/nats', '@testcontainers/localstack', '@testcontainers/minio',
    '@testcontainers/elasticsearch', '@testcontainers/ollama', '@testcontainers/mockserver', '@testcontainers/neo4j', '@testcontainers/mssqlserver',
    '@testcontainers/cassandra', '@testcontainers/clickhouse', '@testcontainers/selenium', '@testcontainers/toxiproxy', '@testcontainers/valkey',
  ],
  name: 'testcontainers',
  exports: {
    GenericContainer: { real },
    DockerComposeEnvironment: { real },
    PostgreSqlContainer: { real },
    RedisContainer: { real },
    MongoDBContainer: { real },
    MySqlContainer: { real },
    MariaDbContainer: { real },
    KafkaContainer: { real },
    RabbitMQContainer: { real },
    NatsContainer: { real },
    LocalstackContainer: { real },
    MinioContainer: { real },
    ElasticsearchContainer: { real },
    OllamaContainer: { real },
    MockserverContainer: { real },
    Neo4jContainer: { real },
    MSSQLServerContainer: { real },
    CassandraContainer: { real },
    ClickHouseContainer: { real },
    SeleniumContainer: { real },
    ToxiProxyContainer: { real },
    ValkeyContainer: { real },
  },
  configuration: [],
  verification: [],
  triggers: [],
}
