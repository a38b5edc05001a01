import type { Service } from '../service.ts'

export const logging: Service = {
  id: 'logging',
  title: 'Logging',
  real: 'the log records that are really written',
  evidence: {
    python: {
      modules: [
        'logging', 'structlog', 'loguru', 'warnings', 'sentry_sdk', 'sys.stderr', 'sys.stdout', 'opentelemetry', 'logbook', 'rollbar', 'bugsnag', 'newrelic',
        'ddtrace', 'datadog', 'statsd', 'prometheus_client', 'langfuse', 'langsmith', 'elasticapm', 'aws_xray_sdk', 'google.cloud.logging',
        'google.cloud.monitoring', 'google.cloud.error_reporting', 'azure.monitor', 'opencensus', 'applicationinsights', 'syslog', 'colorlog', 'coloredlogs',
        'logfire', 'jaeger_client', 'graypy', 'watchtower', 'honeybadger', 'traceloop', 'phoenix.otel',
      ],
      names: ['Logger', 'LoggerAdapter', 'dictConfig', 'fileConfig', 'basicConfig', 'RotatingFileHandler', 'StreamHandler', 'getLogger'],
      members: [
        'getLogger', 'isEnabledFor', 'setLevel', 'recordException', 'start_as_current_span', 'set_attribute', 'record_exception', 'capture_exception',
        'capture_message', 'addHandler',
      ],
      weakMembers: ['info', 'debug', 'error', 'log', 'critical', 'exception', 'warning'],
      words: ['logger', 'logging', 'sentry', 'tracer'],
      heads: ['log', 'metrics', 'span'],
      hints: [],
    },
    ecmascript: {
      modules: [
        'console', 'winston', 'pino', 'bunyan', 'log4js', 'loglevel', '@sentry/node', '@sentry/browser', '@opentelemetry/api', 'newrelic', 'dd-trace',
        'prom-client', 'process.stdout', 'process.stderr', '@opentelemetry', '@sentry', 'consola', 'signale', 'npmlog', 'proc-log', 'roarr', 'morgan',
        'tslog', '@datadog', '@bugsnag', 'rollbar', '@newrelic', 'posthog-node', 'posthog-js', 'mixpanel', 'mixpanel-browser', '@segment', '@amplitude',
        'langfuse', '@langfuse', 'langsmith', '@logtape/logtape', 'electron-log', '@vercel/analytics', '@vercel/otel', 'applicationinsights',
        '@azure/monitor-opentelemetry', 'web-vitals',
      ],
      names: ['Logger', 'LoggerService', 'Telemetry'],
      members: [
        'setLogLevel', 'captureException', 'captureMessage', 'recordException', 'isRecording', 'startActiveSpan', 'startSpan', 'spanContext',
      ],
      weakMembers: ['info', 'debug', 'error', 'warn', 'log', 'trace', 'fatal', 'child'],
      words: ['logger', 'sentry', 'tracer', 'console'],
      heads: ['log', 'metrics', 'telemetry', 'span'],
      hints: [],
    },
  },
  rewrites: {},
}
