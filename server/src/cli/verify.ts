import { proofJson, textOfProof, textOfProofs } from '../core/mutation/proof.ts'
import type { FileProof } from '../core/mutation/proof.ts'
import type { ServiceId } from '../core/model/finding.ts'
import { convertFiles } from '../workspace/convert.ts'
import { verifyConversions } from '../workspace/verify/verify.ts'
import type { Surroundings } from './scanning.ts'
import { EXIT_CLEAN, EXIT_FAILURE, EXIT_FINDINGS, EXIT_INTERRUPTED } from './terminal.ts'
import type { Terminal } from './terminal.ts'

/** What the arguments of `demock convert` say of proofs. */
export interface VerifyArguments {
  readonly paths: readonly string[]
  readonly service: ServiceId
  readonly write: boolean
  readonly review: boolean
  readonly format: 'text' | 'json'
  /** The Python interpreter that runs the tests. */
  readonly python: string | undefined
  /** For one run of tests, in milliseconds. */
  readonly limit: number
  readonly mostMutants: number
}

/** `demock convert --verify`: the exit code. What is done goes to standard error, the proofs to standard output. */
export async function verifyAll(order: VerifyArguments, terminal: Terminal, { host, settings }: Surroundings): Promise<number> {
  const { paths, service, review, write, format, python, limit, mostMutants } = order
  const root = terminal.folder
  const { signal } = terminal
  const plan = await convertFiles({ root, paths, service, review, write: false, settings, host, signal })
  for (const { path, reason } of plan.skipped) terminal.error(`skipped ${path}: ${reason}\n`)
  if (plan.files === 0 && !plan.cancelled) {
    terminal.error('demock: 0 files scanned. No Python, JavaScript or TypeScript file was found there that is not ignored (.gitignore, "exclude" of demock.json, build and dependency folders)\n')
    return EXIT_FAILURE
  }
  const files = filesOf(plan.outcomes.filter(({ safety }) => safety === 'safe' || (review && safety === 'review')).map(({ path }) => path))
  const untouched = plan.outcomes.filter(({ path }) => !files.includes(path)).length
  const proofs: FileProof[] = []
  await verifyConversions({
    root, files, service, review, write, settings, host, python, limit, mostMutants, signal,
    onStep: (line) => terminal.error(`${line}\n`),
    onFile: async (proof) => {
      proofs.push(proof)
      if (format === 'text') await terminal.out(textOfProof(proof, terminal.outColours))
    },
  })
  if (format === 'json') await terminal.out(proofJson(proofs))
  else await terminal.out(textOfProofs(proofs))
  if (untouched > 0) terminal.error(`${untouched} more cannot be converted: run "demock convert --service ${service}" for the reasons\n`)
  if (signal.aborted) {
    terminal.error(`demock: interrupted; what is proven ${write ? 'is written' : 'is told above'}, the rest is as it was\n`)
    return EXIT_INTERRUPTED
  }
  if (!write && proofs.some(({ outcome }) => outcome === 'proven' || outcome === 'not proven')) terminal.error('nothing is written; --write keeps what holds\n')
  return untouched === 0 && proofs.every(({ outcome, left }) => outcome === 'proven' && left === 0) ? EXIT_CLEAN : EXIT_FINDINGS
}

/** Each once; what gives fixtures to others first. */
function filesOf(paths: readonly string[]): string[] {
  const all = [...new Set(paths)]
  const gives = (path: string): boolean => path === 'conftest.py' || path.endsWith('/conftest.py')
  return [...all.filter(gives), ...all.filter((path) => !gives(path))]
}
