import type { Library } from '../library.ts'

const worker = 'a real worker in a thread'

/** A worker in a thread of the test. Source: Celery 5.5, celery/contrib/pytest.py, contrib/testing/worker.py. */
export const celeryWorker: Library = {
  id: 'celery-worker',
  title: 'Celery test worker',
  documentation: 'https://docs.celeryq.dev/en/stable/userguide/testing.html',
  languages: ['python'],
  modules: ['celery.contrib.testing.worker'],
  name: 'celery.contrib.testing.worker',
  exports: {
    start_worker: { real: worker },
    TestWorkController: { real: worker },
  },
  fixtures: { celery_worker: { real: worker }, celery_session_worker: { real: worker } },
  configuration: [],
  verification: [],
  triggers: [],
}
