import type { Service } from '../service.ts'

export const logging: Service = {
  id: 'logging',
  title: 'Logging',
  real: 'the log records that are really written',
  evidence: {
    python: {
      modules: ['logging', 'structlog', 'loguru', 'warnings', 'sentry_sdk', 'sys.stderr', 'sys.stdout', 'opentelemetry'],
      names: ['Logger', 'LoggerAdapter'],
      members: ['getLogger', 'exception', 'warning', 'isEnabledFor', 'setLevel'],
      weakMembers: ['info', 'debug', 'error', 'log', 'critical'],
      words: ['logger', 'log', 'logging', 'sentry', 'tracer', 'metrics'],
    },
    ecmascript: {
      modules: [
        'console', 'winston', 'pino', 'bunyan', 'log4js', 'debug', 'loglevel', '@sentry/node', '@sentry/browser', '@opentelemetry/api', 'process.stdout',
        'process.stderr',
      ],
      names: ['Logger', 'LoggerService'],
      members: ['setLogLevel', 'captureException', 'captureMessage'],
      weakMembers: ['info', 'debug', 'error', 'warn', 'log', 'trace', 'fatal', 'child'],
      words: ['logger', 'log', 'console', 'sentry', 'tracer', 'metrics', 'telemetry'],
    },
  },
  rewrites: {},
}
