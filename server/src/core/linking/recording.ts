/** Keeps answers with the paths that were looked at for them. */
export interface Keeper<T> {
  /** The answer for a key: the one that is kept, or a computed one. A question that leads back to itself gets the answer for cycles. */
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

interface Kept<T> {
  readonly value: T
  readonly paths: ReadonlySet<string>
}

/**
 * Records which paths each computation looks at, through all that it asks for in turn. An answer that was cut short by a cycle holds only until the outermost
 * question is answered: kept for longer, it would depend on which file was asked for first.
 */
export function recordingOf(): Recording {
  const stack: Set<string>[] = []
  const temporaries: Map<string, Kept<unknown>>[] = []
  /** Depth of the outermost computation that something came back to. */
  let cut = Number.POSITIVE_INFINITY

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
    for (const temporary of temporaries) temporary.clear()
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
      const open = new Map<string, number>()
      const temporary = new Map<string, Kept<T>>()
      temporaries.push(temporary)
      return {
        of(key, compute) {
          const before = kept.get(key) ?? temporary.get(key)
          if (before) {
            noteAll(before.paths)
            return before.value
          }
          const at = open.get(key)
          if (at !== undefined) {
            cut = Math.min(cut, at)
            return inCycle
          }
          const depth = stack.length
          const paths = new Set<string>()
          open.set(key, depth)
          stack.push(paths)
          try {
            const value = compute()
            const complete = cut >= depth
            if (complete) cut = Number.POSITIVE_INFINITY
            if (complete) kept.set(key, { value, paths })
            else temporary.set(key, { value, paths })
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
