import { setImmediate } from 'node:timers/promises'
import { afterEach } from 'vitest'

/** Lets a worker answer its runner between tests: a file of long synchronous ones would otherwise be taken for dead after a minute. */
afterEach(async () => {
  await setImmediate()
})
