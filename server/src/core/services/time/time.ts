import type { Service } from '../service.ts'

export const time: Service = {
  id: 'time',
  title: 'Time',
  real: 'a clock handed in as a parameter',
  evidence: {
    python: {
      modules: [
        'time', 'datetime', 'asyncio.sleep', 'sched', 'croniter', 'pendulum', 'zoneinfo', 'django.utils.timezone', 'dateutil', 'pytz', 'tzlocal', 'timeit',
        'anyio.sleep', 'trio.sleep', 'gevent.sleep', 'eventlet.sleep', 'threading.Timer', 'tenacity.nap', 'whenever', 'curio.sleep', 'schedule.every',
        'schedule.run_pending', 'arrow.utcnow', 'arrow.now', 'arrow.get', 'calendar.timegm',
      ],
      names: [
        'sleep', 'monotonic', 'perf_counter', 'utcnow', 'time_ns', 'monotonic_ns', 'perf_counter_ns', 'process_time', 'gmtime', 'localtime',
        'utcfromtimestamp',
      ],
      members: ['move_to', 'utcnow', 'perf_counter', 'monotonic'],
      weakMembers: ['now', 'today', 'sleep', 'time', 'tick'],
      words: ['freezer', 'frozentime', 'faketime', 'utcnow', 'currenttime', 'timenow', 'datetimenow'],
      heads: ['clock', 'sleep', 'time', 'datetime', 'timer', 'now'],
      hints: [],
    },
    ecmascript: {
      modules: [
        'node:timers', 'node:timers/promises', 'luxon', 'dayjs', 'date-fns', 'moment', 'Date', 'performance', 'setTimeout', 'setInterval', 'clearTimeout',
        'clearInterval', 'setImmediate', 'requestAnimationFrame', 'cancelAnimationFrame', 'requestIdleCallback', 'cancelIdleCallback', 'queueMicrotask', 'process.hrtime', 'timers', 'timers/promises',
        'node-cron', 'cron', 'perf_hooks', 'node:perf_hooks', 'p-timeout', '@js-joda/core', 'spacetime', 'date-fns-tz', 'moment-timezone', 'node-schedule',
        'croner',
      ],
      names: [],
      members: [],
      weakMembers: ['now', 'setTimeout', 'setInterval', 'tick'],
      words: ['faketimers', 'mockdate', 'currenttime'],
      heads: ['clock', 'sleep', 'date', 'timers', 'timer', 'now'],
      hints: [],
    },
  },
  rewrites: {},
}
