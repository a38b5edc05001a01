/** What `demock convert --verify` has proven, held against the mocks of today. */
import type { ServiceId } from '../model/finding.ts'
import type { FileCounts } from '../reports/counts.ts'

/** What is read of the result of `demock convert --verify --format json`: one test file of it. */
export interface ProofFile {
  readonly path: string
  readonly outcome: string
  readonly reason?: string | undefined
  /** The mocks that were converted, or would have been. */
  readonly sites: readonly { readonly service: ServiceId; readonly fingerprint: string }[]
  readonly mutants: readonly { readonly noticed: boolean }[]
}

export interface Verified {
  /** Mocks by what became of them, those that are back again left out. */
  readonly proven: number
  readonly notProven: number
  readonly rolledBack: number
  readonly files: readonly VerifiedFile[]
}

export interface VerifiedFile {
  readonly path: string
  readonly outcome: string
  readonly reason: string | null
  readonly sites: number
  /** Breakages of the code under test that the mock test noticed, and how many of them the converted one does. */
  readonly mutants: number
  readonly noticed: number
  /** Mocks of the proof that stand in the file today: it was not written, or they have come back. */
  readonly there: number
}

/** The proofs of the mocks that are asked for; of a file that was proven more than once for a service the last proof counts. */
export function verifiedOf(proofs: readonly ProofFile[], files: readonly FileCounts[], isWanted: (of: { readonly service: ServiceId }) => boolean): Verified {
  const today = new Map(files.map(({ path, sites }) => [path, new Set(sites.map(({ fingerprint }) => fingerprint))]))
  const last = new Map(proofs.map((proof) => [`${proof.path}\n${proof.sites[0]?.service}`, proof]))
  const told = [...last.values()].flatMap(({ path, outcome, reason, sites, mutants }): VerifiedFile[] => {
    const wanted = sites.filter(isWanted)
    if (wanted.length === 0) return []
    const there = wanted.filter(({ fingerprint }) => today.get(path)?.has(fingerprint)).length
    return [{ path, outcome, reason: reason ?? null, sites: wanted.length, mutants: mutants.length, noticed: mutants.filter(({ noticed }) => noticed).length, there }]
  }).sort((a, b) => (a.path < b.path ? -1 : 1))
  const of = (outcome: string): number => told.reduce((sum, file) => sum + (file.outcome === outcome ? file.sites - (outcome === 'rolled back' ? 0 : file.there) : 0), 0)
  return { proven: of('proven'), notProven: of('not proven'), rolledBack: of('rolled back'), files: told }
}
