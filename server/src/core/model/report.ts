import type { Facts, Problem } from './facts.ts'
import type { Finding, Reference, Site, Suspect } from './finding.ts'

/** All that the analysis of one test file tells. */
export interface FileReport {
  /** Relative to the workspace root, with `/`. */
  readonly path: string
  readonly facts: Facts
  readonly sites: readonly Site[]
  /** Every site is a reference to itself only in counts: `references` here holds the other uses. */
  readonly references: readonly Reference[]
  /** In source order. */
  readonly suspects: readonly Suspect[]
  /** In source order. */
  readonly findings: readonly Finding[]
  /** Reading problems to show to the user. */
  readonly problems: readonly Problem[]
}
