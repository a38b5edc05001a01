import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FileCounts } from '../core/reports/counts.ts'

/** What a scan has counted, remembered from one run to the next. All paths are absolute. */
export interface ScanMemory {
  /** The counts of a file, null when it has no sites; undefined when nothing is known, or when the file or one that was looked at for it has changed. */
  recall(path: string): FileCounts | null | undefined
  /** Notes the counts of a file that `recall` did not know, and the other files that were looked at for them (also those that do not exist). */
  note(path: string, counts: FileCounts | null, lookedAt: readonly string[]): void
  /** Writes what is new, whole or not at all; after a scan of everything, files that it did not meet are forgotten. Never throws: a scan without memory is only slower. */
  save(everything: boolean): void
}

export interface MemoryRequest {
  /** Folder of all memories; made when it is not there. */
  readonly folder: string
  /** Of the scan. */
  readonly root: string
  /** Everything besides the files that the counts depend on: the engine, the settings. */
  readonly identity: readonly unknown[]
  /** Milliseconds since 1970, for telling which files have changed just now. */
  readonly now?: () => number
}

interface Entry {
  readonly stamp: string
  readonly counts: FileCounts | null
  /** Paths and stamps of the files looked at. */
  readonly lookedAt: readonly (readonly [path: string, stamp: string])[]
}

/** Grows when the form of the file changes. */
const FORM = 1

/** Changes so young may be followed by another one within the same tick of the file system's clock. */
const YOUNG_MS = 2_000

/** Opens the memory of a root. One that cannot be read, or that another engine or other settings have written, is empty. */
export function openScanMemory({ folder, root, identity, now = Date.now }: MemoryRequest): ScanMemory {
  const file = join(folder, `${digest(root)}.json`)
  const key = digest(JSON.stringify([FORM, root, ...identity]))
  const known = entriesIn(file, key)
  const kept = new Map<string, Entry>()
  const stamps = new Map<string, string>()
  let grown = false

  const stampOf = (path: string): string => {
    const before = stamps.get(path)
    if (before !== undefined) return before
    const stamp = stampOnDisk(path, now())
    stamps.set(path, stamp)
    return stamp
  }

  return {
    recall(path) {
      const stamp = stampOf(path)
      const entry = known.get(path)
      if (!entry || entry.stamp !== stamp || entry.lookedAt.some(([other, then]) => stampOf(other) !== then)) return undefined
      kept.set(path, entry)
      return entry.counts
    },
    note(path, counts, lookedAt) {
      const stamp = stampOf(path)
      const others = lookedAt.map((other) => [other, stampOf(other)] as const)
      if (stamp === YOUNG || others.some(([, then]) => then === YOUNG)) return
      kept.set(path, { stamp, counts, lookedAt: others })
      grown = true
    },
    save(everything) {
      if (!grown && !(everything && kept.size < known.size)) return
      write(file, JSON.stringify({ key, entries: [...(everything ? kept : new Map([...known, ...kept]))] }))
    },
  }
}

/** No stamp: a file that may still change without a new one. It is equal to no remembered stamp. */
const YOUNG = 'young'

/** Size and times of a file's content and of its other changes; empty when there is none. */
function stampOnDisk(path: string, now: number): string {
  try {
    const state = statSync(path, { throwIfNoEntry: false })
    if (!state) return ''
    return now - state.ctimeMs < YOUNG_MS ? YOUNG : `${state.size}.${state.mtimeMs}.${state.ctimeMs}`
  } catch {
    return ''
  }
}

function entriesIn(file: string, key: string): ReadonlyMap<string, Entry> {
  try {
    const { key: written, entries } = JSON.parse(readFileSync(file, 'utf8')) as { key: string; entries: [string, Entry][] }
    return new Map(written === key ? entries : [])
  } catch {
    return new Map()
  }
}

function write(file: string, text: string): void {
  const temporary = `${file}.${process.pid}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(temporary, text)
    renameSync(temporary, file)
  } catch {
    if (existsSync(temporary)) rmSync(temporary, { force: true })
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24)
}
