/** What the gate knows a mock by: where it stands by names, never by line, so that edits elsewhere change nothing. */
import { KINDS, SERVICES, type Kind, type ServiceId, type Site } from '../model/finding.ts'
import type { Severity } from '../model/settings.ts'
import type { CountedSite, FileCounts } from '../reports/counts.ts'

export interface Entry {
  /** Relative to the root, with `/`. */
  readonly file: string
  /** Names of all definitions around it; empty at the top of the file. */
  readonly scope: string
  readonly kind: Kind
  /** Patched path or bound name; the API where it has neither. */
  readonly target: string
  /** 1 for the first of those that are alike in all of the above, 2 for the next. */
  readonly nth: number
}

/** A mock of today with its entry. */
export interface Current {
  readonly entry: Entry
  readonly site: CountedSite
  /** How loud the settings want it, where every mock is told and not only new ones. */
  readonly severity?: Severity
}

/** An entry as a baseline holds it. */
export interface KnownEntry extends Entry {
  /** For reports only: what it stood in for when it was written down. */
  readonly service: ServiceId
  /** Why and on which day (`2026-11-22`) it was let in by `baseline update`; undefined for those that were there when the baseline was created. */
  readonly reason?: string | undefined
  readonly date?: string | undefined
}

/** The mocks of some files that no directive allows, with their entries, in the order of the files. */
export function currentOf(files: readonly FileCounts[]): Current[] {
  return files.flatMap(({ path, sites }) => {
    const entries = entriesOf(path, sites)
    return sites.flatMap((site, index): Current[] => {
      const entry = entries[index]
      return entry ? [{ entry, site }] : []
    })
  })
}

/** The entry of each mock of a file, all of them in source order; undefined for those that a directive allows. */
export function entriesOf(file: string, sites: readonly (Pick<Site, 'scope' | 'kind' | 'api'> & { readonly target?: string | null | undefined; readonly allowed?: string | null | undefined })[]): (Entry | undefined)[] {
  const seen = new Map<string, number>()
  return sites.map(({ scope, kind, api, target, allowed }): Entry | undefined => {
    if (allowed !== null && allowed !== undefined) return undefined
    const alike: Omit<Entry, 'nth'> = { file, scope, kind, target: target ?? api }
    const key = placeOf(alike)
    const nth = (seen.get(key) ?? 0) + 1
    seen.set(key, nth)
    return { ...alike, nth }
  })
}

/** The entry of a mock as a baseline keeps it. */
export function knownOf({ entry, site }: Current, raise?: { readonly reason: string; readonly date: string }): KnownEntry {
  return { ...entry, service: site.service, ...raise }
}

/** Equal for entries of one mock, whatever file they name. */
export function placeOf(entry: Pick<Entry, 'scope' | 'kind' | 'target'> & { readonly nth?: number }): string {
  return JSON.stringify([entry.scope, entry.kind, entry.target, entry.nth ?? 0])
}

/** By file, scope, kind, target and occurrence: the order of a baseline. */
export function byEntry(a: Entry, b: Entry): number {
  return compare(a.file, b.file) || compare(a.scope, b.scope) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || compare(a.target, b.target) || a.nth - b.nth
}

/** By code units, so that it is the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The items of each file, or of whatever else they have in common, in the order in which these come first. */
export function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const there = groups.get(key)
    if (there) there.push(item)
    else groups.set(key, [item])
  }
  return groups
}

export function isKind(value: unknown): value is Kind {
  return KINDS.some((kind) => kind === value)
}

export function isService(value: unknown): value is ServiceId {
  return SERVICES.some((service) => service === value)
}
