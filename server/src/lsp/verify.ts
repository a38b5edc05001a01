/** "Convert and verify": proves conversions in a copy of the work tree, and keeps what the user wants of it. */
import type { CancellationToken, WorkDoneProgressReporter, WorkspaceFolder } from 'vscode-languageserver'
import { URI } from 'vscode-uri'
import { serviceOf } from '../core/demock.ts'
import { SERVICES } from '../core/model/finding.ts'
import type { ServiceId, Site } from '../core/model/finding.ts'
import { textOfProof } from '../core/mutation/proof.ts'
import type { FileProof } from '../core/mutation/proof.ts'
import { counted, PLAIN } from '../core/reports/text.ts'
import type { Place, VerifyParams, VerifyResult } from '../protocol/messages.ts'
import { approvalsFor } from '../workspace/verify/approvals.ts'
import { commandsOf, planOf } from '../workspace/verify/plan.ts'
import type { Plan, PlanOrder } from '../workspace/verify/plan.ts'
import { memoryOf } from '../workspace/verify/proof-memory.ts'
import { verifyConversions } from '../workspace/verify/verify.ts'
import type { FileWrite } from '../workspace/write-files.ts'
import { analysisOfFile } from './analysis-of-file.ts'
import { diskPathOf, locate } from './folders.ts'
import { keepWanted } from './keep-verified.ts'
import type { Proven } from './keep-verified.ts'
import type { Session } from './session.ts'
import { untilAborted } from './until-aborted.ts'
import { textChangeOf, unsavedBelow } from './verified-edit.ts'
import { resultOf, told } from './verify-result.ts'

const RUN = 'Run the Tests'

/** Answers the command. One verification runs at a time: tests that run side by side would disturb one another. */
export async function convertAndVerify(session: Session, params: VerifyParams, token: CancellationToken, progress: WorkDoneProgressReporter): Promise<VerifyResult> {
  const { tests } = session
  if (!tests.trusted) return told('untrusted', 'Tests run only in a trusted workspace: trust it first. (An editor without that notion says `trusted: true` in its `initializationOptions`.)')
  if (tests.stop) return told('failed', 'A conversion is being verified already.')
  const abort = new AbortController()
  const subscription = token.onCancellationRequested(() => abort.abort())
  if (token.isCancellationRequested) abort.abort()
  let ended = (): void => {}
  const end = new Promise<void>((resolve) => (ended = resolve))
  tests.stop = () => {
    abort.abort()
    return end
  }
  progress.begin('Convert and verify', 0, undefined, true)
  try {
    return await verify(session, params, abort.signal, progress)
  } catch (error) {
    if (abort.signal.aborted) return told('cancelled', 'Cancelled; nothing has changed.')
    session.report(`${error instanceof Error ? error.stack : String(error)}`)
    return told('failed', `Nothing has changed: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    tests.stop = undefined
    ended()
    subscription.dispose()
    progress.done()
  }
}

/** Where something is to be converted. */
interface Where {
  readonly folder: WorkspaceFolder
  /** Absolute. */
  readonly root: string
  /** Of the file or folder, relative to the root; empty for the root itself. */
  readonly path: string
}

async function verify(session: Session, params: VerifyParams, signal: AbortSignal, progress: WorkDoneProgressReporter): Promise<VerifyResult> {
  const where = whereIs(params.uri, session.folders())
  if (!where) return told('failed', 'This lies in no folder of the workspace on disk.')
  const { enabled, settings } = await session.settings.of(where.folder)
  if (!enabled) return told('failed', `Demock is disabled in ${where.folder.name}.`)
  const unsaved = unsavedBelow(where.root, session)
  if (unsaved.length > 0) return { ...told('unsaved', `Tests run on what is saved, and ${counted(unsaved.length, 'document')} ${unsaved.length === 1 ? 'is' : 'are'} not: save first.`), unsaved }
  const { host, features } = session
  const root = URI.parse(where.folder.uri)
  if (!features.appliesEdits || !features.createsFiles) return told('failed', 'This editor cannot create files and apply edits when a server asks it to; `demock convert --verify --write` on the command line can.')
  progress.report(0, 'looking for mocks that can be converted')
  const site = params.place && await siteAt(session, params.uri, params.place)
  if (params.place && !site) return told('nothing', 'No mock stands there any more.')
  const planned = await planFor({ root: where.root, paths: [where.path === '' ? '.' : where.path], review: false, settings, host, signal }, params, site, session)
  if (signal.aborted || !planned) return told('cancelled', 'Cancelled; nothing has changed.')
  const { plan, order } = planned
  if (plan.files.length === 0) return told('nothing', nothingFor(plan))
  progress.report(0, 'waiting for your agreement to run the tests')
  if (!await mayRun(session, order, plan, where)) return told(signal.aborted ? 'cancelled' : 'declined', 'The tests were not run; nothing has changed.')
  const { commandFile } = session.installation
  const memory = commandFile === undefined || params.again ? undefined : memoryOf(where.root, commandFile)
  const proven: Proven[] = []
  let writes: readonly FileWrite[] = []
  await verifyConversions({
    ...order, files: plan.files, write: true, limit: order.settings.verify.timeout * 1000, mostMutants: order.settings.verify.mutants, signal, memory,
    keep: (held) => {
      writes = held
      return held.every((write) => textChangeOf(write)) ? undefined : 'it is no text that an editor can show'
    },
    onStep: (line) => {
      host.log('info', line)
      progress.report(Math.floor((100 * proven.length) / plan.files.length), line)
    },
    onFile: async (proof: FileProof) => {
      proven.push({ proof, changes: proof.filesWritten.length === 0 ? [] : writes.flatMap((write) => textChangeOf(write) ?? []), kept: false })
      host.log('info', textOfProof(proof, PLAIN).trimEnd())
    },
  })
  progress.report(100, 'waiting for your decision')
  const state = signal.aborted ? 'cancelled' : 'done'
  const kept = await keepWanted(session, proven, signal, (each) => resultOf(root, each, 'asking'))
  return resultOf(root, kept, state)
}

function whereIs(uri: string, folders: readonly WorkspaceFolder[]): Where | undefined {
  const exact = folders.find((folder) => withoutSlash(folder.uri) === withoutSlash(uri))
  const located = exact ? undefined : locate(uri, undefined, folders, () => true)
  const folder = exact ?? located?.folder
  const root = folder && diskPathOf(URI.parse(folder.uri))
  return folder && root !== undefined ? { folder, root: root.replace(/(.)[/\\]$/, '$1'), path: (located?.path ?? '').replace(/\/$/, '') } : undefined
}

function withoutSlash(uri: string): string {
  return URI.parse(uri).toString().replace(/\/$/, '')
}

/** The site of a file that begins at a place, or else the innermost that holds it. */
async function siteAt(session: Session, uri: string, { line, character }: Place): Promise<Site | undefined> {
  const analysis = await analysisOfFile(session, uri)
  if (!analysis?.isTest) return undefined
  const offset = analysis.lines.offsetAt({ line, column: character })
  const { sites } = analysis.report
  return sites.find(({ anchor, span }) => anchor.start === offset || span.start === offset) ?? sites.findLast(({ span }) => span.start <= offset && offset <= span.end)
}

interface Planned {
  readonly plan: Plan
  readonly order: PlanOrder
}

/** The plan for the service that is meant: the one that was named, the only one that has something to convert, or the one that the user chooses. Undefined when none is chosen. */
async function planFor(order: Omit<PlanOrder, 'service'>, { service }: VerifyParams, site: Site | undefined, session: Session): Promise<Planned | undefined> {
  const wanted = site && ((_path: string, { fingerprint }: Site): boolean => fingerprint === site.fingerprint)
  const named = site?.service ?? SERVICES.find((id) => id === service)
  const services = named === undefined ? SERVICES.filter((id) => Object.keys(serviceOf(id).rewrites).length > 0) : [named]
  const all: Planned[] = []
  for (const id of services) {
    const own = { ...order, service: id, wanted }
    all.push({ order: own, plan: await planOf(own) })
  }
  const some = all.filter(({ plan }) => plan.files.length > 0)
  if (some.length < 2) return some[0] ?? all.find(({ plan }) => plan.refused.length > 0) ?? all[0]
  const titleOf = (id: ServiceId): string => serviceOf(id).title
  const asked = session.connection.window.showInformationMessage('Whose mocks are to be converted and verified?', ...some.map(({ order: { service: id } }) => ({ title: titleOf(id) })))
  const chosen = await (order.signal ? untilAborted(asked, order.signal) : asked)
  return some.find(({ order: { service: id } }) => titleOf(id) === chosen?.title)
}

function nothingFor({ refused }: Plan): string {
  const [first, ...more] = refused
  return first === undefined ? 'There is nothing to convert.' : `Nothing can be converted here: ${first}${more.length > 0 ? ` (and ${counted(more.length, 'other reason')})` : ''}.`
}

/** Shows the commands that the user has not agreed to yet, and asks. */
async function mayRun(session: Session, order: PlanOrder, { files }: Plan, { root, folder }: Where): Promise<boolean> {
  const approvals = approvalsFor(root)
  const unknown = (await commandsOf(order, files)).filter(({ key }) => !approvals.has(key))
  const [first, ...more] = unknown
  if (!first) return !order.signal?.aborted
  const rest = more.map(({ shown, folder: at }) => `; ${shown}${at === '' ? '' : ` (in ${at})`}`).join('')
  const question = `To prove the conversion, Demock runs the tests in a copy of ${folder.name}, again and again, also with code broken on purpose: ${first.shown}${first.folder === '' ? '' : ` (in ${first.folder})`}${rest}`
  const asked = session.connection.window.showWarningMessage(question, { title: RUN })
  const chosen = await (order.signal ? untilAborted(asked, order.signal) : asked)
  if (chosen?.title !== RUN) return false
  approvals.add(unknown.map(({ key }) => key))
  return true
}
