/** What is new, gone or moved between the mocks of before and those of today. */
import { groupedBy, placeOf, type Current, type Entry, type KnownEntry } from './entries.ts'

export interface ComparisonRequest {
  readonly before: readonly KnownEntry[]
  readonly now: readonly Current[]
  /** Whether a file of before is still there, by the exact case of its name. */
  readonly exists: (file: string) => boolean
  /** Files that are known to be renamed: the new path by the old one. */
  readonly renamed?: ReadonlyMap<string, string> | undefined
}

export interface Comparison {
  /** Mocks that were not there before, in the order of today's files. */
  readonly added: readonly Current[]
  /** Mocks that were there before under the same or the former path of their file, with what was known. */
  readonly kept: readonly { readonly current: Current; readonly known: KnownEntry }[]
  /** What is not there any more. */
  readonly gone: readonly KnownEntry[]
  /** The new path of each file that has moved, by the old one. */
  readonly moved: ReadonlyMap<string, string>
}

/** A file has moved when it is gone and at least this share of its mocks stands in a file that was without mocks before. */
const ALIKE = 0.5

/** Holds the mocks of today against those of before. */
export function compareMocks({ before, now, exists, renamed }: ComparisonRequest): Comparison {
  const old = groupedBy(before, ({ file }) => file)
  const current = groupedBy(now, ({ entry }) => entry.file)
  const moved = movesOf(old, current, exists, renamed)
  const formerOf = new Map([...moved].map(([from, to]) => [to, from]))
  const added: Current[] = []
  const kept: { current: Current; known: KnownEntry }[] = []
  const met = new Set<KnownEntry>()
  for (const [file, mocks] of current) {
    const known = new Map((old.get(formerOf.get(file) ?? file) ?? []).flatMap((entry) => placesOf(entry).map((place) => [place, entry] as const)))
    for (const mock of mocks) {
      const entry = placesOf(mock.entry).map((place) => known.get(place)).find((each) => each !== undefined && !met.has(each))
      if (!entry) {
        added.push(mock)
        continue
      }
      met.add(entry)
      kept.push({ current: mock, known: entry })
    }
  }
  return { added, kept, gone: before.filter((entry) => !met.has(entry)), moved }
}

/** Each file moves at most once, and to one place; those most alike first, then in the order of their paths. */
function movesOf(old: ReadonlyMap<string, KnownEntry[]>, current: ReadonlyMap<string, Current[]>, exists: ComparisonRequest['exists'], renamed: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const moves = new Map([...renamed].filter(([from, to]) => old.has(from) && current.has(to) && !current.has(from)))
  const taken = new Set(moves.values())
  const lost = [...old.keys()].filter((file) => !moves.has(file) && !current.has(file) && !exists(file)).sort()
  if (lost.length === 0) return moves
  const arrived = [...current.keys()].filter((file) => !old.has(file) && !taken.has(file)).sort()
  const places = arrived.flatMap((file) => (current.get(file) ?? []).flatMap(({ entry }) => placesOf(entry).map((place) => ({ place, file }))))
  const placesNow = groupedBy(places, ({ place }) => place)
  const candidates = lost.flatMap((from) => {
    const entries = old.get(from) ?? []
    const shared = new Map<string, number>()
    for (const entry of entries) for (const to of new Set(placesOf(entry).flatMap((place) => placesNow.get(place) ?? []).map(({ file }) => file))) shared.set(to, (shared.get(to) ?? 0) + 1)
    return [...shared].map(([to, count]) => ({ from, to, share: count / entries.length, ofName: nameOf(from) === nameOf(to) ? 1 : 0 }))
  }).filter(({ share }) => share >= ALIKE)
  for (const { from, to } of candidates.sort((a, b) => b.share - a.share || b.ofName - a.ofName)) {
    if (moves.has(from) || taken.has(to)) continue
    moves.set(from, to)
    taken.add(to)
  }
  return moves
}

/** Its place as it is written, and where its target is a relative module also by the module that this leads to: that one stays when only the test moves. */
function placesOf(entry: Entry): string[] {
  const place = placeOf(entry)
  if (!/^\.{1,2}(?:\/|$)/.test(entry.target)) return [place]
  const path = entry.file.split('/').slice(0, -1)
  for (const part of entry.target.split('/')) {
    if (part === '..') path.pop()
    else if (part !== '.') path.push(part)
  }
  return [place, placeOf({ ...entry, target: `/${path.join('/')}` })]
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).toLowerCase()
}
