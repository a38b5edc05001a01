import { serviceOf } from '../core/demock.ts'
import { SERVICES } from '../core/model/finding.ts'
import type { ServiceId } from '../core/model/finding.ts'
import { DEFAULT_SETTINGS } from '../core/model/settings.ts'
import type { Settings } from '../core/model/settings.ts'
import { completionReport } from '../core/report/completion.ts'
import type { CompletionReport, ReportRequest } from '../core/report/completion.ts'
import { contractCoverage } from '../core/report/contract-coverage.ts'
import type { ContractCoverage } from '../core/report/contract-coverage.ts'
import type { History } from '../core/report/history.ts'
import type { ProofFile } from '../core/report/verified.ts'
import type { ConvertOutcome } from '../core/reports/conversion.ts'
import type { FileCounts } from '../core/reports/counts.ts'
import { convertFiles } from './convert.ts'
import type { Host } from './host.ts'
import { ownersIn } from './owners.ts'
import type { ScanResult } from './scan.ts'
import { testTextsWith } from './test-texts.ts'

export interface CompletionOrder {
  /** Absolute path of the folder that all paths are relative to. */
  readonly root: string
  readonly settings: Settings
  readonly host: Host
  /** The services to report on; all when empty. */
  readonly services: readonly ServiceId[]
  /** The title of the phase that these are the services of. */
  readonly phase?: string | undefined
  readonly before?: ReportRequest['before']
  readonly proofs?: readonly ProofFile[] | undefined
  readonly history?: History | undefined
  readonly signal: AbortSignal
}

/** The completion report of a scanned folder: tries all conversions without writing any, and reads the tests that speak of the events of contracts. */
export async function reportOn(result: ScanResult, order: CompletionOrder): Promise<CompletionReport> {
  const { root, host, settings, services, phase, before, proofs, history } = order
  const contracts = services.length === 0 || services.includes('websocket') ? coverageIn(result.files, order) : []
  return completionReport({
    summary: result.summary, files: result.files, outcomes: await outcomesOf(result.files, order), ownersOf: ownersIn(root, host), contracts, before, proofs, history, services, phase, phases: settings.phases, date: host.today(),
  })
}

async function outcomesOf(files: readonly FileCounts[], { root, settings, host, services, signal }: CompletionOrder): Promise<ConvertOutcome[]> {
  const convertible = SERVICES.filter((service) => Object.keys(serviceOf(service).rewrites).length > 0 && (services.length === 0 || services.includes(service)))
  const outcomes: ConvertOutcome[] = []
  for (const service of convertible) {
    const paths = files.filter(({ sites }) => sites.some((site) => site.service === service)).map(({ path }) => path)
    if (paths.length > 0) outcomes.push(...(await convertFiles({ root, paths, service, review: true, write: false, settings, host, signal })).outcomes)
  }
  return outcomes
}

function coverageIn(files: readonly FileCounts[], { root, settings, host }: CompletionOrder): ContractCoverage[] {
  const counts = new Map(files.map((file) => [file.path, file]))
  const events = Object.values(settings.contracts).flatMap((contract) => [...contract.events, ...contract.fallback ?? []])
  const texts = testTextsWith([...events, 'expect_events', 'expectEvents'], { root, paths: [], settings, host }).map((file) => ({ ...file, counts: counts.get(file.path) }))
  // A contract that nobody configured is of interest only where tests speak of it.
  return contractCoverage(settings.contracts, texts).filter(({ contract, events: named }) =>
    settings.contracts[contract] !== DEFAULT_SETTINGS.contracts[contract] || named.some(({ places }) => places.length > 0))
}
