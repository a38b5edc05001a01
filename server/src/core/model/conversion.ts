import type { Site } from './finding.ts'
import type { FileChange, Safety } from './replacement.ts'

/** What became of one site of a file in which all mocks were to be converted. */
export interface SiteOutcome {
  /** As it was in the text before. */
  readonly site: Site
  readonly safety: Safety
  /** Whether its replacement is part of the new text. */
  readonly applied: boolean
  /** For `review` what is to be finished, for `refused` why; each reason once. Empty for `safe`. */
  readonly reasons: readonly string[]
}

/** A file with its mocks converted one after the other. */
export interface Conversion {
  /** The whole new text; the old one when nothing could be converted. */
  readonly text: string
  /** Of every site that was wanted and that no directive allows, in source order of the text before. */
  readonly outcomes: readonly SiteOutcome[]
  /** How many of the wanted sites a directive allows: they are left alone. */
  readonly allowed: number
  /** Other files that the new text needs, each once. */
  readonly files: readonly FileChange[]
  /** Commands that install what these files say, each once. */
  readonly installs: readonly string[]
}
