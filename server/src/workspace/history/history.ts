import { mayBeTestFile } from '../../core/demock.ts'
import type { Settings } from '../../core/model/settings.ts'
import { kindsIn, pointsOf, servicesIn, sitesIn, sumOf, tallyOf, type History, type HistoryPoint, type Tally } from '../../core/report/history.ts'
import { createCounter, LARGEST_FILE, type Counted } from '../count-candidates.ts'
import { discover, type Candidate } from '../discover.ts'
import type { Host } from '../host.ts'
import { authorsIn, type HistoryProgress } from './authors.ts'
import { filesOf, firstParents, repositoryAround, type Commit, type TreeFile } from './commits.ts'
import { openGitObjects, type GitObjects } from './git-objects.ts'
import { openHistoryCache, versionOf, type BlobTally, type HistoryCache, type TreeTally } from './history-cache.ts'
import { treeHost, TREE_ROOT, type TreeHost } from './tree-host.ts'

export interface HistoryRequest {
  /** Absolute path of a folder of a git work tree. */
  readonly root: string
  /** Those of today hold for all commits. */
  readonly settings: Settings
  readonly host: Host
  /** The most commits that are counted. */
  readonly points: number
  /** How many of the newest commits are asked who adds mocks; 0 for none. */
  readonly authors: number
  /** Where counts are kept, and the engine that counts. */
  readonly cache?: { readonly folder: string; readonly engine: string } | undefined
  readonly onProgress?: ((progress: HistoryProgress) => void) | undefined
  readonly signal: AbortSignal
}

/**
 * Counts the mocks of commits as `scan` counts those of a folder: each file beside the files of its own commit. Contents are read out of git; the work tree
 * is not touched. What is counted is kept by content, so that the next run counts what is new. Undefined when it was interrupted. Throws a GitError.
 */
export async function historyOf(request: HistoryRequest): Promise<History | undefined> {
  const { root, settings, points: most, signal, onProgress } = request
  const { top, prefix, shallow } = await repositoryAround(root)
  const commits = await firstParents(top)
  const { every, indexes } = pointsOf(commits.length, most)
  const cache = cacheFor(request, top, prefix)
  const objects = openGitObjects(top, LARGEST_FILE)
  try {
    const counter: TreeCounter = { request, top, prefix, cache, objects, contents: new Map() }
    const points: HistoryPoint[] = []
    for (const index of indexes) {
      const commit = commits[index]
      if (!commit) continue
      onProgress?.({ step: 'points', done: points.length, of: indexes.length })
      const counted = await countCommit(counter, commit)
      if (!counted) return undefined
      points.push(pointOf(commit, counted))
    }
    counter.contents.clear()
    const authors = request.authors > 0 ? await authorsIn({ top, prefix, settings, most: request.authors, cache, objects, host: request.host, onProgress, signal }) : undefined
    if (signal.aborted) return undefined
    return { commits: commits.length, every, points, shallow, ...(authors && { authors }) }
  } finally {
    await objects.close()
    cache.save()
  }
}

function cacheFor({ cache, settings }: HistoryRequest, top: string, prefix: string): HistoryCache {
  if (!cache) return { trees: new Map(), linked: new Map(), alone: new Map(), commits: new Map(), save: () => {} }
  const { include, classify, real, doubles, exclude } = settings
  return openHistoryCache({ folder: cache.folder, identity: [cache.engine, { include, classify, real, doubles, exclude }] }, JSON.stringify([top, prefix]))
}

interface TreeCounter {
  readonly request: HistoryRequest
  readonly top: string
  readonly prefix: string
  readonly cache: HistoryCache
  readonly objects: GitObjects
  /** Contents of the files of the last commit, by name: the next one shares most of them. */
  contents: Map<string, Uint8Array>
}

/** What a file can be that says which files are tests, what their imports lead to, or that is one of these. */
const DECIDING = /\.(?:pyi?|[cm]?[jt]s|[jt]sx)$|(?:^|\/)(?:\.gitignore|pyvenv\.cfg|package\.json|[^/]*(?:config|base)[^/]*\.json)$/

async function countCommit(counter: TreeCounter, { tree }: Commit): Promise<TreeTally | undefined> {
  const { cache, top, prefix, request } = counter
  const known = cache.trees.get(tree)
  if (known) return known
  const files = await filesOf(top, tree, prefix)
  await load(counter, files, new Set(files.filter(({ path }) => path.endsWith('.gitignore') || path.endsWith('pyvenv.cfg')).map(({ blob }) => blob)))
  const blobs = new Map(files.map(({ path, blob }) => [path, blob]))
  const discovered = [...discover({ root: TREE_ROOT, paths: [], settings: request.settings, host: treeHost(files, counter.contents, request.host) })].flat()
  const tallies = new Map<string, Tally>()
  const unknown: Candidate[] = []
  for (const candidate of discovered) {
    if (!mayBeTestFile(candidate.path, request.settings)) continue
    const recalled = cache.linked.get(versionOf(candidate.path, blobs.get(candidate.path) ?? ''))?.find(({ lookedAt }) => lookedAt.every(([path, blob]) => (blobs.get(path) ?? '') === blob))
    if (recalled) tallies.set(candidate.path, recalled.tally)
    else unknown.push(candidate)
  }
  if (unknown.length > 0 && !(await countUnknown(counter, files, blobs, unknown, tallies))) return undefined
  const all = [...tallies.values()]
  const counted = { files: discovered.length, filesWithMocks: all.filter((tally) => sitesIn(tally) > 0).length, tally: sumOf(all) }
  cache.trees.set(tree, counted)
  return counted
}

/** Counts files of a commit; again where a content turned out to be needed that was not at hand. False when it was interrupted. */
async function countUnknown(counter: TreeCounter, files: readonly TreeFile[], blobs: ReadonlyMap<string, string>, unknown: readonly Candidate[], tallies: Map<string, Tally>): Promise<boolean> {
  const { request: { settings, host, signal }, cache } = counter
  const wanted = new Set(files.filter(({ path, kind }) => kind === 'file' && DECIDING.test(path)).map(({ blob }) => blob))
  for (let missing = 0; ; missing = wanted.size) {
    await load(counter, files, wanted)
    const tree = treeHost(files, counter.contents, host)
    const counted = await countAll(unknown, tree, settings, signal)
    if (!counted) return false
    for (const blob of tree.missed) wanted.add(blob)
    if (wanted.size > missing && tree.missed.size > 0) continue
    for (const { absolute, counts, lookedAt } of counted.files) {
      const path = pathOf(absolute)
      const tally = tallyOf(counts?.sites ?? [])
      tallies.set(path, tally)
      if (!lookedAt) continue
      const variant: BlobTally = { tally, lookedAt: lookedAt.map((other) => [pathOf(other), blobs.get(pathOf(other)) ?? ''] as const) }
      const version = versionOf(path, blobs.get(path) ?? '')
      cache.linked.set(version, [...cache.linked.get(version) ?? [], variant])
    }
    return true
  }
}

/** Reads contents that are not at hand, and lets go of those that the files of this commit do not share. */
async function load(counter: TreeCounter, files: readonly TreeFile[], wanted: ReadonlySet<string>): Promise<void> {
  const absent = [...wanted].filter((blob) => !counter.contents.has(blob))
  const here = new Set(files.map(({ blob }) => blob))
  for (const blob of counter.contents.keys()) if (!here.has(blob)) counter.contents.delete(blob)
  if (absent.length > 0) for (const [blob, bytes] of await counter.objects.read(absent)) counter.contents.set(blob, bytes)
}

const REST_EVERY = 16

async function countAll(candidates: readonly Candidate[], tree: TreeHost, settings: Settings, signal: AbortSignal): Promise<Counted | undefined> {
  const counted: Counted = { done: 0, files: [], skipped: [] }
  const count = createCounter(TREE_ROOT, settings, tree)
  for (const [index, candidate] of candidates.entries()) {
    count(candidate, counted)
    if (index % REST_EVERY > 0) continue
    await tree.pause()
    if (signal.aborted) return undefined
  }
  return counted
}

function pathOf(absolute: string): string {
  return absolute.slice(TREE_ROOT.length + 1).replaceAll('\\', '/')
}

function pointOf({ commit, date }: Commit, { files, filesWithMocks, tally }: TreeTally): HistoryPoint {
  return { commit, date, files, filesWithMocks, sites: sitesIn(tally), byService: servicesIn(tally), byKind: kindsIn(tally) }
}
