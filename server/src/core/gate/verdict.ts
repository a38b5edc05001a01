/** The judgement of a gate: which mocks are new, which known ones are gone, and whether that passes. */
import type { ServiceId } from '../model/finding.ts'
import type { Comparison } from './compare.ts'
import type { Current, KnownEntry } from './entries.ts'

/** What the mocks of today are held against. */
export type Against =
  | { readonly kind: 'baseline'; readonly file: string }
  /** A ref as the user named it, and the commit that it and HEAD have in common. */
  | { readonly kind: 'ref'; readonly ref: string; readonly base: string }
  /** Nothing: every mock is told, as \`demock scan\` does. */
  | { readonly kind: 'nothing' }

export interface Verdict {
  readonly against: Against
  /** Mocks that were not there before, in the order of files and lines. */
  readonly added: readonly Current[]
  readonly kept: readonly Current[]
  /** Of a baseline: entries that stand for no mock any more. Of a ref: mocks that are gone since. */
  readonly gone: readonly KnownEntry[]
  /** By their new paths. */
  readonly moved: readonly { readonly from: string; readonly to: string }[]
  /** New mocks fail; what is gone fails too where a baseline still lists it, since it would let the mock come back unseen. */
  readonly passes: boolean
}

export function verdictOf({ added, kept, gone, moved }: Comparison, against: Against): Verdict {
  return {
    against,
    added,
    kept: kept.map(({ current }) => current),
    gone,
    moved: [...moved].map(([from, to]) => ({ from, to })).sort((a, b) => (a.to < b.to ? -1 : 1)),
    passes: added.length === 0 && (against.kind !== 'baseline' || gone.length === 0),
  }
}

/** How many more and how many fewer mocks of each service there are, the largest change first. */
export function changesByService({ added, gone }: Pick<Verdict, 'added' | 'gone'>): { readonly service: ServiceId; readonly more: number; readonly fewer: number }[] {
  const changes = new Map<ServiceId, { more: number; fewer: number }>()
  const of = (service: ServiceId): { more: number; fewer: number } => {
    const known = changes.get(service) ?? { more: 0, fewer: 0 }
    changes.set(service, known)
    return known
  }
  for (const { site } of added) of(site.service).more++
  for (const { service } of gone) of(service).fewer++
  return [...changes].map(([service, change]) => ({ service, ...change })).sort((a, b) => b.more + b.fewer - a.more - a.fewer || (a.service < b.service ? -1 : 1))
}

/** The baseline's name, or the ref's. */
export function nameOf(against: Against): string {
  return against.kind === 'baseline' ? against.file : against.kind === 'ref' ? against.ref : 'nothing'
}

/** What to do about an entry that is gone. */
export const PRUNE = 'demock baseline prune'

/** What to do about a new mock. */
export function remedyOf({ kind }: Against): string {
  const allow = 'Use the real thing, or allow it with "demock: allow(<service>) – <reason>"'
  return kind === 'baseline' ? `${allow}, or take it into the baseline: demock baseline update --reason "…"` : allow
}
