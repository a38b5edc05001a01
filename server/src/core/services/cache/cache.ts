import type { Service } from '../service.ts'

export const cache: Service = {
  id: 'cache',
  title: 'Cache',
  real: 'a real Redis or Memcached server on a free port',
  evidence: {
    python: {
      modules: [
        'redis', 'redis.asyncio', 'aioredis', 'rediscluster', 'redis.cluster', 'valkey', 'coredis', 'aiocache', 'fastapi_cache', 'cachetools',
        'django.core.cache', 'flask_caching', 'pymemcache', 'pylibmc', 'memcache', 'dogpile.cache', 'walrus', 'redis_om', 'diskcache', 'aiomcache',
        'bmemcached', 'django_redis', 'cashews', 'hiredis', 'async_lru', 'requests_cache.backends',
      ],
      names: ['Redis', 'StrictRedis', 'RedisCluster', 'BaseCache', 'RedisManager', 'MemcacheClient', 'get_redis', 'redis_client'],
      members: [
        'setex', 'hget', 'hset', 'hgetall', 'hmset', 'lpush', 'rpush', 'lrange', 'sadd', 'smembers', 'zadd', 'zrange', 'xadd', 'xread', 'pttl', 'decr',
        'pubsub', 'psubscribe', 'scan_iter', 'mget', 'mset', 'setnx', 'evalsha', 'flushdb', 'flushall', 'get_or_set',
      ],
      weakMembers: [
        'get', 'set', 'delete', 'exists', 'publish', 'subscribe', 'keys', 'pipeline', 'ping', 'execute', 'close', 'lock', 'incr', 'eval', 'from_url',
        'expire', 'ttl',
      ],
      words: ['redis', 'rdb', 'memcache', 'memcached', 'valkey'],
      heads: ['cache'],
      hints: ['client', 'connection', 'pool', 'pipeline'],
    },
    ecmascript: {
      modules: [
        'redis', 'ioredis', '@redis/client', '@upstash/redis', 'connect-redis', 'cache-manager', '@nestjs/cache-manager', 'keyv', 'node-cache', 'memcached',
        'memjs', 'valkey', 'iovalkey', 'redlock', 'lru-cache', 'quick-lru', 'flat-cache', 'cacheable', '@keyv', '@vercel/kv', '@actions/cache', 'apicache',
        '@apollo/utils.keyvaluecache', 'node-cache-manager',
      ],
      names: ['Redis', 'RedisClientType', 'CACHE_MANAGER', 'Keyv'],
      members: ['hget', 'hset', 'hgetall', 'setex', 'lpush', 'zadd', 'pexpire', 'scanStream'],
      weakMembers: ['get', 'set', 'del', 'publish', 'subscribe', 'on', 'connect', 'disconnect', 'incr', 'duplicate', 'multi', 'quit', 'expire', 'ttl'],
      words: ['redis', 'ioredis', 'cachemanager', 'memcached'],
      heads: ['cache'],
      hints: ['client', 'connection', 'pool', 'pipeline'],
    },
  },
  rewrites: {},
}
