import { resolve } from 'node:path'
import * as v from 'valibot'
import { SERVICES } from '../core/model/finding.ts'
import type { ProofFile } from '../core/report/verified.ts'
import { decode } from './decode.ts'
import { reasonOf } from './discover.ts'
import type { Host } from './host.ts'

/** What is needed of the result of `demock convert --verify --format json`; what it says besides is left alone. */
const proofs = v.object({
  version: v.literal(1),
  files: v.array(v.object({
    path: v.string(),
    outcome: v.string(),
    reason: v.optional(v.string()),
    sites: v.array(v.object({ service: v.picklist(SERVICES), fingerprint: v.string() })),
    mutants: v.array(v.object({ noticed: v.boolean() })),
  })),
})

/** The proofs in a file, absolute or relative to the root; or why there are none. Never throws. */
export function readProofs(root: string, path: string, host: Host): { readonly proofs: readonly ProofFile[] } | { readonly problem: string } {
  try {
    const decoded = decode(host.readFile(resolve(root, path)))
    if ('reason' in decoded) return { problem: decoded.reason }
    const result = v.safeParse(proofs, JSON.parse(decoded.text))
    return result.success ? { proofs: result.output.files } : { problem: 'it is not what "demock convert --verify --format json" writes' }
  } catch (error) {
    return { problem: reasonOf(error) }
  }
}
