import { join } from 'node:path'
import { proofJson, textOfProof, textOfProofs } from '../core/mutation/proof.ts'
import type { FileProof } from '../core/mutation/proof.ts'
import type { ServiceId } from '../core/model/finding.ts'
import { counted } from '../core/reports/text.ts'
import { convertFiles } from '../workspace/convert.ts'
import type { ConvertOrder } from '../workspace/convert.ts'
import { givingFirst } from '../workspace/verify/plan.ts'
import { memoryOf } from '../workspace/verify/proof-memory.ts'
import { verifyConversions } from '../workspace/verify/verify.ts'
import { progressBar } from './progress-bar.ts'
import type { Surroundings } from './scanning.ts'
import { EXIT_CLEAN, EXIT_FAILURE, EXIT_FINDINGS, EXIT_INTERRUPTED } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import type { UsageError } from './usage-error.ts'

/** What the arguments of `demock convert` say of proofs. */
export interface VerifyArguments {
  readonly paths: readonly string[]
  readonly service: ServiceId
  /** Only these sites; `noneThere` says that there is none of them. */
  readonly wanted: ConvertOrder['wanted']
  readonly noneThere: () => UsageError
  readonly write: boolean
  readonly review: boolean
  readonly format: 'text' | 'json'
  /** The Python interpreter that runs the tests. */
  readonly python: string | undefined
  /** For one run of tests, in seconds; that of the settings when undefined. */
  readonly limit: number | undefined
  readonly mostMutants: number | undefined
  /** Prove also what an earlier run has proven. */
  readonly again: boolean
  /** Draw progress on a terminal. */
  readonly progress: boolean
}

/** `demock convert --verify`: the exit code. What is done goes to standard error, the proofs to standard output. Throws the UsageError of `noneThere`. Being told to end is like Ctrl+C. */
export async function verifyAll(order: VerifyArguments, terminal: Terminal, surroundings: Surroundings): Promise<number> {
  const told = new AbortController()
  const end = (): void => {
    if (told.signal.aborted) process.exit(EXIT_INTERRUPTED)
    told.abort()
  }
  for (const signal of ENDING) process.on(signal, end)
  try {
    return await verifyUntil(AbortSignal.any([terminal.signal, told.signal]), order, terminal, surroundings)
  } finally {
    for (const signal of ENDING) process.removeListener(signal, end)
  }
}

const ENDING = ['SIGTERM', 'SIGHUP'] as const

async function verifyUntil(signal: AbortSignal, order: VerifyArguments, terminal: Terminal, { host, settings }: Surroundings): Promise<number> {
  const { paths, service, wanted, review, write, format, python, limit = settings.verify.timeout, mostMutants = settings.verify.mutants } = order
  const root = terminal.folder
  const plan = await convertFiles({ root, paths, service, wanted, review, write: false, settings, host, signal })
  for (const { path, reason } of plan.skipped) terminal.error(`skipped ${path}: ${reason}\n`)
  if (plan.files === 0 && !plan.cancelled) {
    terminal.error('demock: 0 files scanned. No Python, JavaScript or TypeScript file was found there that is not ignored (.gitignore, "exclude" of demock.json, build and dependency folders)\n')
    return EXIT_FAILURE
  }
  const memory = order.again ? undefined : memoryOf(root, join(__dirname, 'cli.cjs'))
  const before = memory?.begin(JSON.stringify([paths, service, review, write])) ?? []
  if (wanted && plan.outcomes.length === 0 && before.length === 0 && !plan.cancelled) throw order.noneThere()
  const files = givingFirst(plan.outcomes.filter(({ safety }) => safety === 'safe' || (review && safety === 'review')).map(({ path }) => path))
  const untouched = plan.outcomes.filter(({ path }) => !files.includes(path)).length
  const proofs: FileProof[] = before.map((proof) => ({ ...proof, resumed: true }))
  const bar = progressBar(terminal, order.progress)
  const draws = order.progress && terminal.showsProgress
  if (before.length > 0) terminal.error(`going on after an interruption: ${counted(before.length, 'file')} proven and written then\n`)
  if (format === 'text') for (const proof of proofs) await terminal.out(textOfProof(proof, terminal.outColours))
  await verifyConversions({
    root, files, service, wanted, review, write, settings, host, python, limit: limit * 1000, mostMutants, signal, memory,
    // On a terminal the commands stay, and what is broken is drawn over.
    onStep: (line) => {
      if (draws && /^\S+:\d+: /.test(line)) return
      bar.clear()
      terminal.error(`${line}\n`)
    },
    onProgress: (done, of, what) => bar.show(done, of, what),
    onFile: async (proof) => {
      proofs.push(proof)
      memory?.done(proof)
      bar.clear()
      if (format === 'text') await terminal.out(textOfProof(proof, terminal.outColours))
    },
  })
  bar.clear()
  if (format === 'json') await terminal.out(proofJson(proofs))
  else await terminal.out(textOfProofs(proofs))
  const resumed = proofs.filter((proof) => proof.resumed).length - before.length
  if (resumed > 0) terminal.error(`${counted(resumed, 'file')} had been proven by an earlier run, and nothing that decides it has changed (--again proves it anew)\n`)
  if (untouched > 0) terminal.error(`${untouched} more cannot be converted: run "demock convert --service ${service}" for the reasons\n`)
  if (signal.aborted) {
    const after = memory ? '; the same command goes on from here' : ''
    terminal.error(`demock: interrupted after ${proofs.length} of ${counted(files.length + before.length, 'file')}; what is proven ${write ? 'is written' : 'is told above'}, the rest is as it was${after}\n`)
    return EXIT_INTERRUPTED
  }
  memory?.end()
  if (!write && proofs.some(({ outcome }) => outcome === 'proven' || outcome === 'not proven')) terminal.error('nothing is written; --write keeps what holds\n')
  return untouched === 0 && proofs.every(({ outcome, left }) => outcome === 'proven' && left === 0) ? EXIT_CLEAN : EXIT_FINDINGS
}
