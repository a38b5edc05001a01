import { analyse, mayBeTestFile } from '../../core/demock.ts'
import type { ServiceId } from '../../core/model/finding.ts'
import type { Settings } from '../../core/model/settings.ts'
import { agentOf } from '../../core/report/agents.ts'
import { authorshipOf, servicesIn, tallyOf, type Authorship, type CommitChange, type Tally } from '../../core/report/history.ts'
import { decode } from '../decode.ts'
import type { Host } from '../host.ts'
import { changesOf, commitsWithoutMerges, type ChangedFiles, type FileVersion } from './commits.ts'
import type { GitObjects } from './git-objects.ts'
import { versionOf, type HistoryCache } from './history-cache.ts'

/** How far the reading of a history has come. */
export interface HistoryProgress {
  readonly step: 'points' | 'authors'
  readonly done: number
  readonly of: number
}

export interface AuthorsRequest {
  /** Absolute path of the work tree. */
  readonly top: string
  /** The folder in it that counts, with `/`; empty for all. */
  readonly prefix: string
  readonly settings: Settings
  readonly host: Host
  /** The most commits that are looked at, the newest first. */
  readonly most: number
  readonly cache: HistoryCache
  readonly objects: GitObjects
  readonly onProgress?: ((progress: HistoryProgress) => void) | undefined
  readonly signal: AbortSignal
}

/** Looked at together: their contents are in memory at the same time. */
const AT_ONCE = 100

/**
 * Who adds mocks. Both versions of each file that a commit changes are counted, each alone: what other files tell is the same for both. Mocks that move
 * from one file to another within a commit are neither added nor removed. Undefined when it was interrupted.
 */
export async function authorsIn(request: AuthorsRequest): Promise<Authorship | undefined> {
  const { top, most, cache, onProgress, signal } = request
  const all = await commitsWithoutMerges(top)
  const commits = all.slice(0, most)
  const unknown = commits.filter((commit) => !cache.commits.has(commit))
  for (let start = 0; start < unknown.length; start += AT_ONCE) {
    onProgress?.({ step: 'authors', done: start, of: unknown.length })
    const changes = await changesOf(top, unknown.slice(start, start + AT_ONCE))
    await countVersions(request, changes.flatMap(({ files }) => files.flatMap(({ before, after }) => [before, after].flatMap((version) => version ?? []))))
    if (signal.aborted) return undefined
    for (const change of changes) cache.commits.set(change.commit, changeOf(change, request))
  }
  return authorshipOf(commits.flatMap((commit) => cache.commits.get(commit) ?? []), all.length)
}

/** The path of a version within the folder that counts, if it may hold mocks there. */
function testPathOf({ path }: FileVersion, { prefix, settings }: AuthorsRequest): string | undefined {
  const own = prefix === '' ? path : path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : undefined
  return own !== undefined && mayBeTestFile(own, settings) ? own : undefined
}

async function countVersions(request: AuthorsRequest, versions: readonly FileVersion[]): Promise<void> {
  const { cache, objects, settings, host, signal } = request
  const unknown = new Map(versions.flatMap((version) => {
    const path = testPathOf(version, request)
    const key = path === undefined ? undefined : versionOf(path, version.blob)
    return path === undefined || key === undefined || cache.alone.has(key) ? [] : [[key, { path, blob: version.blob }] as const]
  }))
  const contents = await objects.read([...new Set([...unknown.values()].map(({ blob }) => blob))])
  for (const [key, { path, blob }] of unknown) {
    await host.pause()
    if (signal.aborted) return
    const bytes = contents.get(blob)
    if (bytes) cache.alone.set(key, tallyIn(path, bytes, settings))
  }
}

function tallyIn(path: string, bytes: Uint8Array, settings: Settings): Tally {
  const decoded = decode(bytes)
  return 'text' in decoded ? tallyOf(analyse({ path, text: decoded.text }, settings).sites) : {}
}

function changeOf({ date, author, message, files }: ChangedFiles, request: AuthorsRequest): CommitChange {
  const byService: Partial<Record<ServiceId, number>> = {}
  /** Empty for what is no test; undefined where git does not have the content. */
  const tallyAt = (version: FileVersion | undefined): Tally | undefined => {
    const path = version && testPathOf(version, request)
    return version && path !== undefined ? request.cache.alone.get(versionOf(path, version.blob)) : {}
  }
  const add = (tally: Tally, sign: 1 | -1): void => {
    for (const [service, count] of Object.entries(servicesIn(tally)) as [ServiceId, number][]) byService[service] = (byService[service] ?? 0) + sign * count
  }
  for (const { before, after } of files) {
    const [old, now] = [tallyAt(before), tallyAt(after)]
    if (!old || !now) continue
    add(old, -1)
    add(now, 1)
  }
  for (const [service, change] of Object.entries(byService) as [ServiceId, number][]) if (change === 0) delete byService[service]
  return { date, agent: agentOf(author, message) ?? null, byService }
}
