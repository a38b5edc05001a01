import type { Service } from '../service.ts'

export const logging: Service = {
  id: 'logging',
  title: 'Logging',
  real: 'the log records that are really written',
  evidence: {
    python: {
      modules: ['logging', 'structlog', 'loguru', 'warnings', 'sentry_sdk', 'sys.stderr', 'sys.stdout', 'opentelemetry'],
      names: ['Logger', 'LoggerAdapter'],
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
        'console', 'winston', 'pino', 'bunyan', 'log4js', 'loglevel', '@sentry/node', '@sentry/browser', '@opentelemetry/api', 'newrelic', 'dd-trace', 'prom-client', 'process.stdout',
        'process.stderr', '@opentelemetry', '@sentry',
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
