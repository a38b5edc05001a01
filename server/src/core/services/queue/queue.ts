import type { Service } from '../service.ts'

export const queue: Service = {
  id: 'queue',
  title: 'Queue',
  real: 'a real broker on localhost',
  evidence: {
    python: {
      modules: [
        'celery', 'kombu', 'pika', 'aio_pika', 'amqp', 'confluent_kafka', 'kafka', 'aiokafka', 'faust', 'nats', 'stomp', 'paho.mqtt', 'aiomqtt', 'boto3.sqs',
        'google.cloud.pubsub', 'azure.servicebus', 'azure.eventhub', 'arq', 'dramatiq', 'huey', 'taskiq', 'apscheduler', 'pulsar', 'zmq', 'nsq', 'rq.Queue',
        'rq.job', 'faststream', 'procrastinate', 'saq', 'aioredis_queue', 'rq', 'aiormq', 'temporalio', 'pgqueuer', 'azure.storage.queue', 'azure.eventgrid',
        'google.cloud.tasks', 'google.cloud.pubsub_v1', 'asyncio_mqtt', 'gmqtt', 'paho', 'rocketmq', 'django_rq', 'django_celery_beat', 'redpanda',
      ],
      names: [
        'Celery', 'AsyncResult', 'KafkaProducer', 'KafkaConsumer', 'AIOKafkaProducer', 'AIOKafkaConsumer', 'BlockingConnection', 'RobustConnection',
        'PublisherClient', 'SubscriberClient', 'ArqRedis', 'AzureStorageQueuesTransport', 'QueueServiceClient', 'QueueClient',
      ],
      members: [
        'apply_async', 'delay', 'basic_publish', 'basic_consume', 'basic_ack', 'basic_nack', 'queue_declare', 'exchange_declare', 'send_task', 'send_and_wait',
        'getmany', 'produce', 'enqueue_job', 'enqueue_in', 'publish_message', 'drain_events',
      ],
      weakMembers: [
        'send', 'publish', 'subscribe', 'consume', 'connect', 'channel', 'start', 'stop', 'close', 'put', 'get', 'poll', 'enqueue', 'retry', 'ack', 'nack',
        'flush', 'send_message', 'receive_message', 'delete_message',
      ],
      words: [
        'celery', 'kafka', 'rabbit', 'rabbitmq', 'amqp', 'taskqueue', 'sqs', 'sns', 'nats', 'mqtt', 'pubsub', 'kafkaproducer', 'messagequeue', 'servicebus', 'queueclient', 'queueservice', 'queueprocessor',
        'queueconsumer', 'queueworker',
      ],
      heads: ['broker', 'publisher', 'eventbus', 'messagebus'],
      hints: ['consumer', 'producer', 'channel', 'queue', 'connection'],
    },
    ecmascript: {
      modules: [
        'bull', 'bullmq', 'kafkajs', '@confluentinc/kafka-javascript', 'node-rdkafka', 'amqplib', 'amqp-connection-manager', 'nats', 'mqtt',
        '@aws-sdk/client-sqs', '@aws-sdk/client-sns', '@aws-sdk/client-eventbridge', '@google-cloud/pubsub', '@azure/service-bus', 'agenda', 'bee-queue',
        'pg-boss', 'graphile-worker', '@nestjs/bull', '@nestjs/bullmq', '@nestjs/microservices', '@golevelup/nestjs-rabbitmq', 'zeromq', 'stompit', 'inngest',
        '@aws-sdk/client-kinesis', '@azure/event-hubs', '@azure/storage-queue', '@azure/eventgrid', '@temporalio', 'rhea', 'kafka-node', 'rsmq', '@nats-io',
        '@trigger.dev/sdk', '@upstash/qstash', '@google-cloud/tasks', '@nestjs/schedule', 'bull-board',
      ],
      names: ['Kafka', 'ClientProxy', 'ClientKafka', 'AmqpConnection', 'SQSClient', 'SNSClient'],
      members: [
        'assertQueue', 'assertExchange', 'sendToQueue', 'bindQueue', 'eachMessage', 'addBulk', 'sendBatch', 'publishMessage', 'createChannel', 'getJob',
      ],
      weakMembers: ['add', 'process', 'send', 'publish', 'consume', 'connect', 'on', 'emit', 'run', 'ack', 'nack', 'prefetch'],
      words: ['kafka', 'rabbit', 'rabbitmq', 'amqp', 'sqs', 'sns', 'nats', 'mqtt', 'pubsub', 'bullmq', 'taskqueue', 'messagequeue', 'servicebus', 'queueclient', 'queueprocessor', 'queueconsumer', 'queueworker'],
      heads: ['broker', 'eventbus', 'messagebus'],
      hints: ['consumer', 'producer', 'channel', 'queue', 'connection'],
    },
  },
  rewrites: {},
}
