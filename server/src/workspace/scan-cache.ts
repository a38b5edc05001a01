import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FileCounts } from '../core/reports/counts.ts'

/** What a scan has counted, kept from one run to the next. All paths are absolute. */
export interface ScanCache {
  /** The counts of a file, null when there is nothing to report; undefined when it is not known, or when it or a file that was looked at for it has changed. */
  recall(path: string): FileCounts | null | undefined
  /** Notes the counts of a file that `recall` did not know, and the other files that were looked at for them (also those that do not exist). */
  note(path: string, counts: FileCounts | null, lookedAt: readonly string[]): void
  /** Writes what is new, whole or not at all; after a scan of everything, files that it did not meet are forgotten. Never throws: a scan without a cache is only slower. */
  save(everything: boolean): void
}

export interface CacheRequest {
  /** Folder of all caches; made when it is not there. */
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
  readonly lookedAt: readonly string[]
}

/** The file: stamps of all files looked at, once each; entries name them by their index. */
interface Written {
  readonly key: string
  readonly others: readonly (readonly [path: string, stamp: string])[]
  readonly entries: readonly (readonly [path: string, stamp: string, counts: FileCounts | null, lookedAt: readonly number[]])[]
}

/** Grows when the form of the file changes. */
const FORM = 1

/** Changes so young may be followed by another one within the same tick of the file system's clock. */
const YOUNG_MS = 2_000

/** No stamp: a file that may still change without a new one. It is equal to no stamp that is kept. */
const YOUNG = 'young'

/** Opens the cache of a root. One that cannot be read, or that another engine or other settings have written, is empty. */
export function openScanCache({ folder, root, identity, now = Date.now }: CacheRequest): ScanCache {
  const file = join(folder, `${digest(root)}.json`)
  const key = digest(JSON.stringify([FORM, root, ...identity]))
  const { entries, others } = read(file, key)
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
      const entry = entries.get(path)
      if (!entry || entry.stamp !== stamp || entry.lookedAt.some((other) => stampOf(other) !== others.get(other))) return undefined
      kept.set(path, entry)
      return entry.counts
    },
    note(path, counts, lookedAt) {
      const stamp = stampOf(path)
      if (stamp === YOUNG || lookedAt.some((other) => stampOf(other) === YOUNG)) return
      kept.set(path, { stamp, counts, lookedAt })
      grown = true
    },
    save(everything) {
      if (!grown && !(everything && kept.size < entries.size)) return
      const all = everything ? kept : new Map([...unchanged(entries, (other) => others.get(other) === stampOf(other)), ...kept])
      write(file, { key, ...indexed(all, stampOf) })
    },
  }
}

/** Entries of a scan of another part, if the files they looked at still have the stamps that this scan writes. */
function unchanged(entries: ReadonlyMap<string, Entry>, holds: (other: string) => boolean): [string, Entry][] {
  return [...entries].filter(([, { lookedAt }]) => lookedAt.every(holds))
}

function indexed(all: ReadonlyMap<string, Entry>, stampOf: (path: string) => string): Omit<Written, 'key'> {
  const places = new Map<string, number>()
  const placeOf = (path: string): number => {
    const place = places.get(path) ?? places.size
    places.set(path, place)
    return place
  }
  const entries = [...all].map(([path, { stamp, counts, lookedAt }]) => [path, stamp, counts, lookedAt.map(placeOf)] as const)
  return { others: [...places.keys()].map((path) => [path, stampOf(path)] as const), entries }
}

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

function read(file: string, key: string): { readonly entries: ReadonlyMap<string, Entry>; readonly others: ReadonlyMap<string, string> } {
  try {
    const written = JSON.parse(readFileSync(file, 'utf8')) as Written
    if (written.key !== key) return EMPTY
    const paths = written.others.map(([path]) => path)
    const entries = written.entries.map(([path, stamp, counts, lookedAt]): [string, Entry] =>
      [path, { stamp, counts, lookedAt: lookedAt.map((index) => paths[index] ?? '') }])
    return { entries: new Map(entries), others: new Map(written.others) }
  } catch {
    return EMPTY
  }
}

const EMPTY = { entries: new Map<string, Entry>(), others: new Map<string, string>() }

function write(file: string, content: Written): void {
  const temporary = `${file}.${process.pid}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(temporary, JSON.stringify(content))
    renameSync(temporary, file)
  } catch {
    if (existsSync(temporary)) rmSync(temporary, { force: true })
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24)
}
