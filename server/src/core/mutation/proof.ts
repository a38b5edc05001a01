import type { ConvertOutcome } from '../reports/conversion.ts'
import { counted } from '../reports/text.ts'
import type { Palette } from '../reports/text.ts'
import type { Operator } from './mutants.ts'

/**
 * `proven`: green before and after with the same tests, and red for every breakage of the code under test that the mock test noticed, of which there was one at least · `not proven`: green
 * before and after, but no breakage was noticed before · `rolled back`: nothing is changed, for the reason given · `untouched`: there was nothing to convert.
 */
export type ProofOutcome = 'proven' | 'not proven' | 'rolled back' | 'untouched'

/** One breakage that the mock test noticed. */
export interface MutantOutcome {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly what: string
  readonly operator: Operator
  /** Whether the converted test noticed it, too. */
  readonly noticed: boolean
}

/** What became of one test file. */
export interface FileProof {
  readonly path: string
  readonly outcome: ProofOutcome
  /** What is missing for a proof, or why it is rolled back. */
  readonly reason?: string
  /** Sites that are converted, or would be. */
  readonly sites: readonly ConvertOutcome[]
  /** Sites that are not: refused ones, and those to review unless they were asked for. */
  readonly left: number
  readonly mutants: readonly MutantOutcome[]
  readonly filesWritten: readonly string[]
  readonly command?: string
  /** The end of what the failing run printed. */
  readonly output?: string
}

/** The line of one file, and why it is so. */
export function textOfProof({ path, outcome, reason, sites, mutants, output }: FileProof, { strong, dim }: Palette): string {
  const noticed = mutants.filter((mutant) => mutant.noticed).length
  const proof = mutants.length === 0 ? '' : `, ${noticed} of ${mutants.length} breakages noticed`
  const head = `${path}  ${strong(outcome)}: ${counted(sites.length, 'mock')}${proof}${reason === undefined ? '' : ` – ${reason}`}\n`
  return output === undefined ? head : `${head}${dim(output.trimEnd().split('\n').slice(-25).map((line) => `    ${line}`).join('\n'))}\n`
}

/** The totals. */
export function textOfProofs(proofs: readonly FileProof[]): string {
  const of = (outcome: ProofOutcome): number => proofs.filter((proof) => proof.outcome === outcome).reduce((sum, { sites }) => sum + sites.length, 0)
  const left = proofs.reduce((sum, proof) => sum + proof.left, 0)
  return `${counted(of('proven'), 'mock')} proven, ${of('not proven')} converted but not proven, ${of('rolled back')} rolled back, ${left} not convertible\n`
}

const JSON_VERSION = 1

/** The stable JSON form, with a line end. */
export function proofJson(proofs: readonly FileProof[]): string {
  const of = (outcome: ProofOutcome): number => proofs.filter((proof) => proof.outcome === outcome).reduce((sum, { sites }) => sum + sites.length, 0)
  const summary = { proven: of('proven'), notProven: of('not proven'), rolledBack: of('rolled back'), left: proofs.reduce((sum, proof) => sum + proof.left, 0) }
  return `${JSON.stringify({ version: JSON_VERSION, summary, files: proofs }, undefined, 2)}\n`
}
