import { compareMocks } from '../core/gate/compare.ts'
import type { Comparison } from '../core/gate/compare.ts'
import { currentOf, knownOf } from '../core/gate/entries.ts'
import type { KnownEntry } from '../core/gate/entries.ts'
import { existsExactly } from './exact-paths.ts'
import type { Host } from './host.ts'
import type { ScanResult } from './scan.ts'

export const BASELINE_ACTIONS = ['create', 'update', 'prune'] as const
export type BaselineAction = (typeof BASELINE_ACTIONS)[number]

/** What a scan counted, held against what was known before. */
export interface Held extends Comparison {
  /** What is known of files that could not be read now. */
  readonly unread: readonly KnownEntry[]
}

/** Holds a scan against known entries; `renamed` gives new paths by old ones, where git knows them. */
export function holdAgainst(known: readonly KnownEntry[], result: ScanResult, root: string, host: Host, renamed?: ReadonlyMap<string, string>): Held {
  const skipped = new Set(result.skipped.map(({ path }) => path))
  const comparison = compareMocks({ before: known.filter(({ file }) => !skipped.has(file)), now: currentOf(result.files), exists: existsExactly(root, host), renamed })
  return { ...comparison, unread: known.filter(({ file }) => skipped.has(file)) }
}

/** The entries of a baseline after an action: what is still there under its path of today with the reason that let it in, and new mocks, if the action lets them in. */
export function entriesAfter(action: BaselineAction, { kept, added, unread }: Held, raise?: { readonly reason: string; readonly date: string }): KnownEntry[] {
  return [
    ...unread,
    ...kept.map(({ current, known: { reason, date } }): KnownEntry => ({ ...knownOf(current), ...(reason !== undefined && { reason }), ...(date !== undefined && { date }) })),
    ...(action === 'prune' ? [] : added.map((mock) => knownOf(mock, action === 'update' ? raise : undefined))),
  ]
}
