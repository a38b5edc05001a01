/** Long enough to gather the changes that a client sends in one go, too short to be seen. */
const DELAY_MS = 10

export interface AfterBurst<Key> {
  schedule(key: Key): void
  cancel(key: Key): void
}

/** Calls `run` once for each key after a burst of `schedule` calls; with steady typing it still runs after each delay. */
export function afterBurst<Key>(run: (key: Key) => void): AfterBurst<Key> {
  const timers = new Map<Key, ReturnType<typeof setTimeout>>()
  return {
    schedule(key) {
      if (timers.has(key)) return
      timers.set(key, setTimeout(() => {
        timers.delete(key)
        run(key)
      }, DELAY_MS))
    },
    cancel(key) {
      clearTimeout(timers.get(key))
      timers.delete(key)
    },
  }
}
