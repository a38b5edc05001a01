import { analyse, languageOf, replacementFor, serviceOf } from '../core/demock.ts'
import type { Source } from '../core/demock.ts'
import type { ReadFile, Safety } from '../core/model/replacement.ts'
import type { FileReport } from '../core/model/report.ts'
import type { Settings } from '../core/model/settings.ts'
import { countFile } from '../core/reports/counts.ts'
import type { FileCounts } from '../core/reports/counts.ts'
import { decode } from './decode.ts'
import { reasonOf } from './discover.ts'
import type { Candidate } from './discover.ts'
import type { Host } from './host.ts'
import { textReader } from './text-reader.ts'

export interface SkippedFile {
  /** Relative to the root, with `/`. */
  readonly path: string
  readonly reason: string
}

/** What is counted so far; grows. */
export interface Counted {
  /** Candidates dealt with. */
  done: number
  /** Files with sites. */
  readonly files: FileCounts[]
  readonly skipped: SkippedFile[]
}

/** Larger files are skipped: nobody writes such tests by hand, and a bundle on one line would take longer than the rest of a repository. In bytes. */
export const LARGEST_FILE = 5_000_000

/** A function that reads one candidate and adds it to what is counted. It never throws for what a file holds. */
export function createCounter(root: string, settings: Settings, host: Host): (candidate: Candidate, counted: Counted) => void {
  const read = textReader(root, host)
  return ({ path, absolute, reason }, counted) => {
    counted.done++
    if (reason !== undefined) {
      counted.skipped.push({ path, reason })
      return
    }
    try {
      const decoded = decode(host.readFile(absolute, LARGEST_FILE))
      if ('reason' in decoded) counted.skipped.push({ path, reason: decoded.reason })
      else countSource({ path, text: decoded.text }, settings, read, counted)
    } catch (error) {
      counted.skipped.push({ path, reason: reasonOf(error) })
    }
  }
}

function countSource(source: Source, settings: Settings, read: ReadFile, counted: Counted): void {
  const report = analyse(source, settings)
  if (report.sites.length === 0) return
  counted.files.push(detached(countFile(source.text, report, safetyReader(source, report, settings, read))))
}

function safetyReader(source: Source, report: FileReport, settings: Settings, read: ReadFile): (site: number) => Safety | undefined {
  const known = new Map<number, Safety>()
  const language = languageOf(source.path)
  return (site) => {
    const { service, root } = report.sites[site] ?? {}
    if (service === undefined || root === undefined || !language || !serviceOf(service).rewrites[language.id]) return undefined
    const found = known.get(root) ?? replacementFor(source, report, root, settings, read).safety
    known.set(root, found)
    return found
  }
}

/** A copy whose strings are not slices of the text, which would keep the whole text in memory. */
function detached(counts: FileCounts): FileCounts {
  return JSON.parse(JSON.stringify(counts)) as FileCounts
}
