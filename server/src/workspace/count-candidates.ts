import { isAbsolute, join } from 'node:path'
import { analyse, languageOf, replacementFor, serviceOf } from '../core/demock.ts'
import type { Source } from '../core/demock.ts'
import { createLinker } from '../core/linking/linker.ts'
import type { Linker } from '../core/linking/linker.ts'
import type { ReadFile, Safety } from '../core/model/replacement.ts'
import type { FileReport } from '../core/model/report.ts'
import type { Settings } from '../core/model/settings.ts'
import { countFile } from '../core/reports/counts.ts'
import { severityOf } from '../core/reports/severity.ts'
import type { FileCounts } from '../core/reports/counts.ts'
import { decode } from './decode.ts'
import { reasonOf } from './discover.ts'
import type { Candidate } from './discover.ts'
import type { Host } from './host.ts'
import { linkedFiles } from './linked-files.ts'
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
  readonly files: CountedFile[]
  readonly skipped: SkippedFile[]
}

/** A file that was read. */
export interface CountedFile {
  readonly absolute: string
  /** Null when there is nothing to report. */
  readonly counts: FileCounts | null
  /** Absolute paths of the other files that were looked at, also of those that are not there; null when the counts may change without any file. */
  readonly lookedAt: readonly string[] | null
}

/** Larger files are skipped: nobody writes such tests by hand, and a bundle on one line would take longer than the rest of a repository. In bytes. */
export const LARGEST_FILE = 5_000_000

/** Counts candidates one after the other, and keeps what it has learnt of the files between them. */
export type Counter = (candidate: Candidate, counted: Counted) => void

/**
 * Reads one candidate and notes in `counted` what it found. It never throws for what a
 * file holds. The strings of the counts may be slices of the whole text, which they keep in memory: who holds many of them copies them first.
 */
export function createCounter(root: string, settings: Settings, host: Host): Counter {
  const read = textReader(root, host)
  const today = host.today()
  const linker = createLinker(linkedFiles(root, limitedReader(root, host), host), settings)
  return ({ path, absolute, reason }, counted) => {
    counted.done++
    if (reason !== undefined) {
      counted.skipped.push({ path, reason })
      return
    }
    try {
      const decoded = decode(host.readFile(absolute, LARGEST_FILE))
      if ('text' in decoded) {
        const others = new Set<string>()
        const counts = countSource({ path, text: decoded.text }, { settings, read, today, linker }, others) ?? null
        counted.files.push({ absolute, counts, lookedAt: MAY_EXPIRE.test(decoded.text) ? null : Array.from(others, (other) => join(root, other)) })
      } else counted.skipped.push({ path, reason: decoded.reason })
    } catch (error) {
      counted.skipped.push({ path, reason: reasonOf(error) })
    }
  }
}

/** Directives with a date: what they do changes without any file. */
const MAY_EXPIRE = /demock:.*until/

interface Counting {
  readonly settings: Settings
  readonly read: ReadFile
  readonly today: string
  readonly linker: Linker
}

/** Reads what tests import; a file that no scan takes is none. */
function limitedReader(root: string, host: Host): ReadFile {
  return (path) => {
    const decoded = decode(host.readFile(join(root, path), LARGEST_FILE))
    return 'text' in decoded ? decoded.text : undefined
  }
}

/** The counts of one text; adds the paths of the other files that were looked at, relative to the root. */
function countSource(source: Source, { settings, read, today, linker }: Counting, lookedAt: Set<string>): FileCounts | undefined {
  const outside = source.path.startsWith('../') || isAbsolute(source.path)
  const surroundings = outside ? undefined : linker.surroundingsOf(source.path)
  const report = analyse(source, settings, surroundings, today)
  surroundings?.lookedAt().forEach((path) => lookedAt.add(path))
  if (report.sites.length + report.findings.length + report.suspects.length === 0) return undefined
  const file = { path: source.path, language: report.facts.language }
  const noting: ReadFile = (path) => {
    lookedAt.add(path)
    return read(path)
  }
  const counts = countFile(source.text, report, {
    safetyOf: safetyReader(source, report, settings, noting),
    severityOf: (finding) => severityOf(finding, settings, file).severity,
  })
  return counts.sites.length + counts.findings.length + counts.suspects.length === 0 ? undefined : counts
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
