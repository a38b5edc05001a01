import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CommitChange, Tally } from '../../core/report/history.ts'

/** The mocks of a whole tree. */
export interface TreeTally {
  readonly files: number
  readonly filesWithMocks: number
  readonly tally: Tally
}

/** What was counted in one version of a file, and the other files that decided it: `[path, content]`, the content being empty for what is not there. */
export interface BlobTally {
  readonly tally: Tally
  readonly lookedAt: readonly (readonly [path: string, blob: string])[]
}

/** What was counted in commits, which never change. Names are full names of git objects. */
export interface HistoryCache {
  /** By the name of the tree. */
  readonly trees: Map<string, TreeTally>
  /** By path and content, each as it was counted beside other versions of other files. */
  readonly linked: Map<string, BlobTally[]>
  /** By path and content, each counted alone. */
  readonly alone: Map<string, Tally>
  /** By the name of the commit. */
  readonly commits: Map<string, CommitChange>
  /** Writes it, whole or not at all. Never throws. */
  save(): void
}

export interface HistoryCacheRequest {
  /** Folder of all caches; made when it is not there. */
  readonly folder: string
  /** What the counts depend on besides the commits: the repository and the folder in it, the engine, the settings. */
  readonly identity: readonly unknown[]
}

/** Grows when the form of the file changes. */
const FORM = 1

/** Above this size only the counts of whole trees and commits are kept. In characters. */
const MOST_WRITTEN = 200_000_000

interface Written {
  readonly key: string
  readonly names: readonly string[]
  readonly trees: readonly (readonly [string, TreeTally])[]
  readonly commits: readonly (readonly [string, CommitChange])[]
  readonly alone: readonly (readonly [string, Tally])[]
  /** Paths and contents that were looked at as indexes into `names`, in pairs. */
  readonly linked: readonly (readonly [string, readonly (readonly [tally: Tally, lookedAt: readonly number[]])[]])[]
}

/** The key of a version of a file. */
export function versionOf(path: string, blob: string): string {
  return `${blob} ${path}`
}

/** Opens the cache of a repository; `where` names its file. One that cannot be read, or that another engine or other settings have written, is empty. */
export function openHistoryCache({ folder, identity }: HistoryCacheRequest, where: string): HistoryCache {
  const file = join(folder, `${digest(where)}.history.json`)
  const key = digest(JSON.stringify([FORM, ...identity]))
  const written = read(file, key)
  const names = written?.names ?? []
  const unpacked = (indexes: readonly number[]): [string, string][] => {
    const pairs: [string, string][] = []
    for (let at = 0; at < indexes.length; at += 2) pairs.push([names[indexes[at] ?? -1] ?? '', names[indexes[at + 1] ?? -1] ?? ''])
    return pairs
  }
  const cache = {
    trees: new Map(written?.trees),
    commits: new Map(written?.commits),
    alone: new Map(written?.alone),
    linked: new Map(written?.linked.map(([version, variants]) => [version, variants.map(([tally, lookedAt]): BlobTally => ({ tally, lookedAt: unpacked(lookedAt) }))])),
  }
  const sizeOf = (): number => cache.trees.size + cache.commits.size + cache.alone.size + [...cache.linked.values()].reduce((sum, variants) => sum + variants.length, 0)
  const before = sizeOf()
  return {
    ...cache,
    save() {
      if (sizeOf() !== before) write(file, { key, ...cache })
    },
  }
}

function packed(linked: HistoryCache['linked']): Pick<Written, 'names' | 'linked'> {
  const places = new Map<string, number>()
  const placeOf = (name: string): number => {
    const place = places.get(name) ?? places.size
    places.set(name, place)
    return place
  }
  const entries = [...linked].map(([version, variants]) => [version, variants.map(({ tally, lookedAt }) => [tally, lookedAt.flatMap((pair) => pair.map(placeOf))] as const)] as const)
  return { names: [...places.keys()], linked: entries }
}

function write(file: string, { key, trees, commits, alone, linked }: { readonly key: string } & Omit<HistoryCache, 'save'>): void {
  const temporary = `${file}.${process.pid}`
  try {
    const whole = { key, trees: [...trees], commits: [...commits] }
    const all = JSON.stringify({ ...whole, alone: [...alone], ...packed(linked) } satisfies Written)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(temporary, all.length <= MOST_WRITTEN ? all : JSON.stringify({ ...whole, alone: [], names: [], linked: [] } satisfies Written))
    renameSync(temporary, file)
  } catch {
    if (existsSync(temporary)) rmSync(temporary, { force: true })
  }
}

function read(file: string, key: string): Written | undefined {
  try {
    const written = JSON.parse(readFileSync(file, 'utf8')) as Written
    return written.key === key ? written : undefined
  } catch {
    return undefined
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24)
}
