import type { Service } from '../service.ts'

export const database: Service = {
  id: 'database',
  title: 'Database',
  real: 'a real database of the same engine, one transaction or schema per test',
  evidence: {
    python: {
      modules: [
        'sqlalchemy', 'sqlalchemy.orm', 'sqlalchemy.ext.asyncio', 'sqlmodel', 'asyncpg', 'psycopg', 'psycopg2', 'pymysql', 'aiomysql', 'MySQLdb',
        'mysql.connector', 'sqlite3', 'aiosqlite', 'pyodbc', 'oracledb', 'cx_Oracle', 'clickhouse_connect', 'clickhouse_driver', 'pymongo', 'motor',
        'mongoengine', 'beanie', 'odmantic', 'peewee', 'tortoise', 'django.db', 'pony', 'neo4j', 'cassandra', 'elasticsearch', 'opensearchpy', 'pinecone',
        'qdrant_client', 'chromadb', 'weaviate', 'pymilvus', 'boto3.dynamodb', 'google.cloud.bigquery', 'google.cloud.firestore', 'supabase', 'alembic',
        'influxdb', 'influxdb_client', 'trino', 'prestodb', 'pyhive', 'snowflake', 'databricks.sql', 'psycopg_pool', 'asyncmy', 'ibm_db', 'vertica_python',
        'impala', 'pymssql', 'teradatasql', 'duckdb', 'rethinkdb', 'couchdb', 'arango', 'tinydb', 'redshift_connector', 'google.cloud.spanner', 'edgedb',
        'surrealdb', 'lancedb', 'meilisearch', 'typesense', 'pysolr', 'redis_om.model', 'ydb', 'playhouse', 'ormar', 'piccolo', 'gino', 'umongo',
        'flask_sqlalchemy', 'flask_pymongo', 'bson', 'neomodel', 'faiss', 'pgvector', 'ibis', 'pandas.read_sql', 'lmdb', 'plyvel', 'tarantool', 'pydruid',
        'etcd3', 'etcd', 'azure.cosmos', 'google.cloud.datastore', 'google.cloud.bigtable', 'google.cloud.alloydb', 'turbopuffer', 'pymilvus.MilvusClient',
        'sqlalchemy_utils', 'sqlite_utils', 'snowflake.connector', 'snowflake.snowpark', 'databricks', 'oracledb.connect', 'databases.Database',
      ],
      names: [
        'objects', 'AsyncSession', 'sessionmaker', 'async_sessionmaker', 'AsyncEngine', 'ScalarResult', 'DeclarativeBase', 'MongoClient', 'AsyncIOMotorClient',
        'QuerySet', 'IntegrityError', 'OperationalError', 'NoResultFound', 'get_db', 'session_maker', 'a_session_maker', 'SessionLocal', 'create_engine', 'session_scope',
        'db_session', 'PooledDB', 'Tortoise',
      ],
      members: [
        'scalar_one_or_none', 'scalars', 'scalar_one', 'fetchone', 'fetchall', 'fetchmany', 'fetchrow', 'fetchval', 'executemany', 'rowcount',
        'begin_nested', 'rollback', 'commit', 'filter_by', 'order_by', 'find_one', 'insert_one', 'update_one', 'select_related', 'bulk_create',
        'lastrowid', 'put_item', 'get_item', 'update_item', 'delete_item', 'batch_get_item', 'batch_write_item', 'describe_table', 'execute_query_dict',
      ],
      weakMembers: [
        'execute', 'query', 'add', 'delete', 'get', 'all', 'first', 'filter', 'one', 'refresh', 'close', 'connect', 'cursor', 'session',
        'transaction', 'save', 'create', 'update', 'count', 'flush', 'acquire', 'aggregate', 'fetch', 'fetch_all', 'fetch_one',
      ],
      words: [
        'db', 'database', 'dao', 'uow', 'unitofwork', 'dbsession', 'asyncsession', 'sqlalchemy', 'postgres', 'postgresql', 'mysql', 'mongo',
        'mongodb', 'queryset', 'datalayer', 'sqlite', 'sql', 'asyncpg', 'connectionpool', 'dbpool', 'firestore', 'dynamodb', 'elasticsearch', 'opensearch',
        'bigquery', 'snowflake', 'qdrant', 'pinecone', 'chroma', 'chromadb', 'weaviate', 'milvus', 'neo4j', 'cassandra', 'clickhouse', 'duckdb',
        'influxdb', 'mariadb', 'redshift',
      ],
      heads: ['cursor', 'repository', 'vectorstore', 'documentstore'],
      hints: ['session', 'connection', 'conn', 'engine', 'transaction', 'client', 'pool', 'collection'],
    },
    ecmascript: {
      modules: [
        'pg', 'pg-promise', 'postgres', 'mysql', 'mysql2', 'sqlite3', 'better-sqlite3', 'mongodb', 'mongoose', '@prisma/client', 'typeorm', 'sequelize',
        'knex', 'drizzle-orm', 'kysely', 'objection', 'mikro-orm', '@mikro-orm/core', 'slonik', 'cassandra-driver', 'neo4j-driver', '@elastic/elasticsearch',
        '@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', 'firebase-admin/firestore', '@google-cloud/firestore', '@supabase/supabase-js',
        '@pinecone-database/pinecone', '@qdrant/js-client-rest', '@nestjs/typeorm', '@nestjs/mongoose', 'pg-mem', 'mssql', 'oracledb', 'tedious',
        '@libsql/client', '@planetscale/database', '@vercel/postgres', '@neondatabase/serverless', 'dexie', 'idb', 'localforage', 'nedb', 'lowdb', 'rxdb',
        'pouchdb', 'couchbase', 'arangojs', 'snowflake-sdk', 'duckdb', '@duckdb/node-api', '@clickhouse/client', 'influx', '@influxdata/influxdb-client',
        'meilisearch', 'algoliasearch', '@algolia', 'chromadb', 'weaviate-client', '@zilliz/milvus2-sdk-node', 'sqlite', 'node:sqlite', 'bun:sqlite',
        'sql.js', 'waterline', 'bookshelf', 'lmdb', '@google-cloud/bigquery', '@google-cloud/datastore', '@google-cloud/spanner', '@aws-sdk/client-rds-data',
        '@aws-sdk/client-timestream-query', '@prisma', '@azure/cosmos', '@opensearch-project/opensearch', '@typesense/core', 'pg-pool', 'pg-cursor',
        '@nozbe/watermelondb', 'expo-sqlite', 'fake-indexeddb', 'indexeddb',
      ],
      names: ['PrismaClient', 'DataSource', 'EntityManager', 'QueryRunner', 'MongoClient', 'Knex', 'Sequelize', 'getRepositoryToken', 'getModelToken'],
      members: [
        'findUnique', 'findMany', 'findFirst', 'findUniqueOrThrow', 'findFirstOrThrow', 'findAndCount', 'findAndCountAll', 'findByPk', 'findOneOrFail', 'findOneAndUpdate',
        'findByIdAndUpdate', 'deleteMany', 'updateMany', 'createMany', 'insertMany', 'countDocuments', '$transaction', '$queryRaw', 'createQueryBuilder', 'findOneBy', 'getRepository', 'insertOne', 'updateOne',
        'bulkWrite', 'rowCount', 'releaseSavepoint', 'findOneAsync', 'insertAsync', 'updateAsync', 'removeAsync', 'upsertAsync',
      ],
      weakMembers: [
        'find', 'findOne', 'create', 'update', 'delete', 'save', 'query', 'count', 'connect', 'release', 'transaction', 'rows', 'exec', 'aggregate',
        'upsert', 'populate', 'lean',
      ],
      words: [
        'db', 'prisma', 'knex', 'mongo', 'mongodb', 'mongoose', 'entitymanager', 'sequelize', 'typeorm', 'drizzle', 'queryrunner',
        'database', 'sql', 'sqlite', 'pgpool', 'postgres', 'mysql', 'firestore', 'dynamodb', 'elasticsearch', 'qdrant', 'pinecone', 'chroma',
        'weaviate', 'neo4j', 'supabase', 'vectorstore', 'cassandra', 'clickhouse', 'duckdb', 'mariadb',
      ],
      heads: ['repo', 'repository'],
      hints: ['datasource', 'session', 'connection', 'conn', 'engine', 'transaction', 'client', 'pool', 'collection'],
    },
  },
  rewrites: {},
}
