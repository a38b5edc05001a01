import type { ConvertOutcome } from '../reports/conversion.ts'
import { counted } from '../reports/text.ts'
import type { Palette } from '../reports/text.ts'
import type { Operator } from './mutants.ts'

/**
 * `proven`: green before and after with the same tests, and red for every breakage of the code under test that the mock test noticed, of which there was one at least · `not proven`: green
 * before and after, but no breakage was noticed before · `rolled back`: nothing is changed, for the reason given · `untouched`: there was nothing to convert.
 */
export type ProofOutcome = 'proven' | 'not proven' | 'rolled back' | 'untouched'

/** One way in which the code under test was broken. */
export interface Breakage {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly what: string
  readonly operator: Operator
}

/** One breakage that the mock test noticed. */
export interface MutantOutcome extends Breakage {
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
  /** Breakages that the mock test did not notice either. */
  readonly unnoticed?: readonly Breakage[]
  /** Whether an earlier run has proven it, and nothing that decides it has changed since. */
  readonly resumed?: boolean
  readonly filesWritten: readonly string[]
  readonly command?: string
  /** The end of what the failing run printed. */
  readonly output?: string
}

/** The line of one file, and why it is so. */
export function textOfProof({ path, outcome, reason, sites, mutants, resumed, output }: FileProof, { strong, dim }: Palette): string {
  const noticed = mutants.filter((mutant) => mutant.noticed).length
  const proof = mutants.length === 0 ? '' : `, ${noticed} of ${mutants.length} breakages noticed`
  const head = `${path}  ${strong(nameOf(outcome))}: ${counted(sites.length, 'mock')}${proof}${resumed ? ' (in an earlier run)' : ''}${reason === undefined ? '' : ` – ${reason}`}\n`
  return output === undefined ? head : `${head}${dim(output.trimEnd().split('\n').slice(-25).map((line) => `    ${line}`).join('\n'))}\n`
}

/** A breakage as it is named in a sentence: `app/chat.py:3 ws.send_json left out`. */
export function textOfBreakage({ path, line, what, operator }: Breakage): string {
  return `${path}:${line} ${what} ${operator}`
}

function nameOf(outcome: ProofOutcome): string {
  return outcome === 'not proven' ? 'converted, not proven' : outcome
}

/** The table of all files, and the totals. */
export function textOfProofs(proofs: readonly FileProof[]): string {
  const rows = proofs.map(({ path, outcome, sites, mutants }) => [nameOf(outcome), String(sites.length), mutants.length === 0 ? '–' : `${mutants.filter(({ noticed }) => noticed).length}/${mutants.length}`, path])
  const all = [['outcome', 'mocks', 'noticed', 'file'], ...rows]
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const table = all.map(([outcome = '', mocks = '', noticed = '', file = '']) => `${outcome.padEnd(widths[0] ?? 0)}  ${mocks.padStart(widths[1] ?? 0)}  ${noticed.padStart(widths[2] ?? 0)}  ${file}\n`).join('')
  const { proven, notProven, rolledBack, left } = summaryOf(proofs)
  return `${proofs.length === 0 ? '' : `\n${table}\n`}${counted(proven, 'mock')} proven, ${notProven} converted but not proven, ${rolledBack} rolled back, ${left} not convertible\n`
}

function summaryOf(proofs: readonly FileProof[]): { readonly proven: number, readonly notProven: number, readonly rolledBack: number, readonly left: number } {
  const of = (outcome: ProofOutcome): number => proofs.filter((proof) => proof.outcome === outcome).reduce((sum, { sites }) => sum + sites.length, 0)
  return { proven: of('proven'), notProven: of('not proven'), rolledBack: of('rolled back'), left: proofs.reduce((sum, proof) => sum + proof.left, 0) }
}

const JSON_VERSION = 1

/** The stable JSON form, with a line end. */
export function proofJson(proofs: readonly FileProof[]): string {
  return `${JSON.stringify({ version: JSON_VERSION, summary: summaryOf(proofs), files: proofs }, undefined, 2)}\n`
}
