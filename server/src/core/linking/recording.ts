/** Keeps answers with the paths that were looked at for them. */
export interface Keeper<T> {
  /** The answer for a key: the one that is kept, or a computed one. A question that leads back to itself is asked again with the answer that it got, until that stays. */
  of(key: string, compute: () => T): T
  /** The answer that is kept. */
  known(key: string): T | undefined
  /** Drops what is kept for a path, and everything for which it was looked at. */
  forget(path: string): void
}

export interface Recording {
  /** A path is looked at by whatever is being computed. */
  note(path: string): void
  /** Collects the paths that are looked at while something is asked. */
  into<T>(paths: Set<string>, ask: () => T): T
  keeper<T>(inCycle: T): Keeper<T>
}

/** Answers in a cycle grow towards the final one; more rounds are not needed by real files. */
const MOST_ROUNDS = 8

/** What is being computed. */
interface Open<T> {
  readonly depth: number
  /** What those get that come back to it. */
  answer: T
  /** Whether any did. */
  asked: boolean
}

interface Kept<T> {
  readonly value: T
  readonly paths: ReadonlySet<string>
}

/**
 * Records which paths each computation looks at, through all that it asks for in turn. An answer that a cycle cut short holds only until the question at which
 * the cycle begins has its final answer: kept for longer, it would depend on which file was asked for first.
 */
export function recordingOf(): Recording {
  const stack: Set<string>[] = []
  const temporaries: { promote(paths: ReadonlySet<string>): void; clear(): void; end(): void }[] = []
  /** Depth of the outermost computation that something came back to. */
  let cut = Number.POSITIVE_INFINITY
  /** Whether a question within the cycle got another answer in this round than it gave to those that came back to it. */
  let moved = false

  const note = (path: string): void => void stack.at(-1)?.add(path)
  const noteAll = (paths: ReadonlySet<string>): void => {
    const top = stack.at(-1)
    if (top) for (const path of paths) top.add(path)
  }

  const end = (): void => {
    const done = stack.pop()
    if (done) noteAll(done)
    if (stack.length > 0) return
    cut = Number.POSITIVE_INFINITY
    for (const temporary of temporaries) temporary.end()
  }

  return {
    note,
    into(paths, ask) {
      stack.push(paths)
      try {
        return ask()
      } finally {
        end()
      }
    },
    keeper<T>(inCycle: T): Keeper<T> {
      const kept = new Map<string, Kept<T>>()
      const open = new Map<string, Open<T>>()
      const temporary = new Map<string, Kept<T>>()
      /** Where a question within a cycle goes on in the next round. Begun anew each time, a cycle within a cycle would never come further than its first step. */
      const reached = new Map<string, T>()
      temporaries.push({
        promote(paths) {
          for (const [key, { value }] of temporary) kept.set(key, { value, paths })
          temporary.clear()
        },
        clear: () => temporary.clear(),
        end() {
          temporary.clear()
          reached.clear()
        },
      })

      /** Computes once more as long as any answer that the cycle was given is another one. */
      const settle = (entry: Open<T>, compute: () => T): T => {
        const movedBefore = moved
        for (let round = 0; ; round++) {
          moved = false
          const value = compute()
          if (cut === entry.depth && round < MOST_ROUNDS && (moved || textOf(value) !== textOf(entry.answer))) {
            entry.answer = value
            for (const each of temporaries) each.clear()
            continue
          }
          moved = movedBefore || (moved && cut < entry.depth)
          return value
        }
      }

      return {
        of(key, compute) {
          const before = kept.get(key) ?? temporary.get(key)
          if (before) {
            noteAll(before.paths)
            return before.value
          }
          const begun = open.get(key)
          if (begun) {
            cut = Math.min(cut, begun.depth)
            begun.asked = true
            return begun.answer
          }
          const entry: Open<T> = { depth: stack.length, answer: reached.has(key) ? reached.get(key) as T : inCycle, asked: false }
          const paths = new Set<string>()
          open.set(key, entry)
          stack.push(paths)
          try {
            const value = settle(entry, compute)
            if (cut < entry.depth) {
              temporary.set(key, { value, paths })
              if (entry.asked && textOf(value) !== textOf(entry.answer)) {
                reached.set(key, value)
                moved = true
              }
            } else {
              kept.set(key, { value, paths })
              if (cut === entry.depth) for (const each of temporaries) each.promote(paths)
              cut = Number.POSITIVE_INFINITY
            }
            return value
          } finally {
            open.delete(key)
            end()
          }
        },
        known: (key) => kept.get(key)?.value,
        forget(path) {
          kept.delete(path)
          for (const [key, { paths }] of kept) if (paths.has(path)) kept.delete(key)
        },
      }
    },
  }
}

function textOf(value: unknown): string {
  return JSON.stringify(value instanceof Map ? [...value] : value) ?? ''
}
