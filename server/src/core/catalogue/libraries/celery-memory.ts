import type { Api, Library, Refinement } from '../library.ts'

const queue: Api = { kind: 'fake', service: 'queue' }
const inMemory = ['memory://*', 'memory'] as const

/** Only with one of these keywords, in memory. */
const kept: readonly Refinement[] = [
  ...['broker', 'broker_url'].map((keyword): Refinement => ({ argument: { keyword, paths: inMemory }, kind: 'fake' })),
  { kind: 'none' },
]

/** Tasks that run inline, and brokers in memory. Source: Celery 5.5, celery/app/base.py, celery/app/defaults.py. */
export const celeryMemory: Library = {
  id: 'celery-memory',
  title: 'Celery without a broker',
  documentation: 'https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-always-eager',
  languages: ['python'],
  modules: ['celery', 'celery.app', 'celery.app.base'],
  partial: true,
  name: 'celery',
  exports: { Celery: { ...queue, refinements: kept, returns: 'app' } },
  objects: {
    app: { members: { conf: { members: { update: { ...queue, refinements: [{ keyword: ['task_always_eager', 'CELERY_ALWAYS_EAGER'], kind: 'fake' }, { kind: 'none' }] } } } } },
  },
  assigned: { task_always_eager: queue, CELERY_TASK_ALWAYS_EAGER: queue, CELERY_ALWAYS_EAGER: queue },
  configuration: [],
  verification: [],
  triggers: ['always_eager', '[\'"]memory(?:://|[\'"])'],
}
