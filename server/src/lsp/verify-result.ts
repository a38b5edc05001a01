import { URI } from 'vscode-uri'
import { counted } from '../core/reports/text.ts'
import type { MutantOutcome, ProofOutcome } from '../core/mutation/proof.ts'
import type { Breakage, VerifiedFile, VerifyResult } from '../protocol/messages.ts'
import { uriOf } from './folders.ts'
import type { Proven } from './keep-verified.ts'

/** An answer without files. */
export function told(state: VerifyResult['state'], message: string): VerifyResult {
  return { state, message, files: [], unsaved: [] }
}

/** What is told of proofs of files below a root. */
export function resultOf(root: URI, proven: readonly Proven[], state: 'done' | 'cancelled' | 'asking'): VerifyResult {
  const sum = (outcome: ProofOutcome): number => sitesOf(proven.filter(({ proof }) => proof.outcome === outcome))
  const parts = [
    ...(sum('proven') > 0 ? [`${counted(sum('proven'), 'mock')} proven${earlier(sum('proven'), proven)}`] : []),
    ...(sum('not proven') > 0 ? [`${counted(sum('not proven'), 'mock')} converted, not proven`] : []),
    ...(sum('rolled back') > 0 ? [`${counted(sum('rolled back'), 'mock')} rolled back`] : []),
  ]
  const numbers = parts.length === 0 ? '' : `${parts.join(', ')}.`
  const isKept = proven.some(({ kept }) => kept)
  const ending = state === 'asking' || (state === 'done' && proven.every(({ kept }) => kept)) ? '' : isKept ? 'The rest is as it was.' : 'Nothing has changed.'
  const message = [state === 'cancelled' ? 'Cancelled.' : '', isKept ? `Kept: ${numbers}` : numbers, ending].filter(Boolean).join(' ')
  return { state, message, files: proven.map((each) => fileOf(root, each)), unsaved: [] }
}

function sitesOf(proven: readonly Proven[]): number {
  return proven.reduce((total, { proof }) => total + proof.sites.length, 0)
}

/** How much of what is proven needed no run of tests. */
function earlier(all: number, proven: readonly Proven[]): string {
  const resumed = sitesOf(proven.filter(({ proof }) => proof.outcome === 'proven' && proof.resumed))
  if (resumed === 0) return ''
  return resumed === all ? ' in an earlier run' : ` (${resumed} in an earlier run)`
}

function fileOf(root: URI, { proof, changes, kept }: Proven): VerifiedFile {
  const { path, outcome, sites, reason, resumed = false, command, output, mutants } = proof
  return {
    uri: uriOf(root, path).toString(), path, outcome, kept, sites: sites.length, reason: reason ?? null, resumed, command: command ?? null, output: output ?? null,
    breakages: mutants.map((mutant) => breakageOf(root, mutant)),
    changes: changes.map(({ uri, before, after }) => ({ uri, path: pathBelow(root, uri), before: before ?? null, after })),
  }
}

function breakageOf(root: URI, { path, line, what, operator, noticed }: MutantOutcome): Breakage {
  return { uri: uriOf(root, path).toString(), path, start: { line: line - 1, character: 0 }, label: `${what} ${operator}`, noticed }
}

function pathBelow(root: URI, uri: string): string {
  return URI.parse(uri).path.slice(root.path.replace(/\/$/, '').length + 1)
}

