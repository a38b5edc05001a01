import type { Service } from '../service.ts'

export const time: Service = {
  id: 'time',
  title: 'Time',
  real: 'a clock handed in as a parameter',
  evidence: {
    python: {
      modules: ['time', 'datetime', 'asyncio.sleep', 'sched', 'croniter', 'pendulum', 'zoneinfo', 'django.utils.timezone'],
      names: ['sleep', 'monotonic', 'perf_counter', 'utcnow'],
      members: ['move_to', 'utcnow', 'perf_counter', 'monotonic'],
      weakMembers: ['now', 'today', 'sleep', 'time', 'tick'],
      words: ['freezer', 'frozentime', 'faketime', 'utcnow', 'currenttime', 'timenow', 'datetimenow'],
      heads: ['clock', 'sleep', 'time', 'datetime', 'timer', 'now'],
      hints: [],
    },
    ecmascript: {
      modules: [
        'node:timers', 'node:timers/promises', 'luxon', 'dayjs', 'date-fns', 'moment', 'Date', 'performance', 'setTimeout', 'setInterval', 'clearTimeout',
        'clearInterval', 'setImmediate', 'requestAnimationFrame', 'cancelAnimationFrame', 'queueMicrotask', 'process.hrtime', 'timers', 'timers/promises',
        'node-cron', 'cron',
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
