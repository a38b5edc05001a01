import { isAbsolute, join } from 'node:path'
import { analyse, languageOf, mayBeTestFile, replacementFor, serviceOf } from '../core/demock.ts'
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
  /** Files with sites, findings or suspects. */
  readonly files: FileCounts[]
  readonly skipped: SkippedFile[]
}

/** Larger files are skipped: nobody writes such tests by hand, and a bundle on one line would take longer than the rest of a repository. In bytes. */
export const LARGEST_FILE = 5_000_000

/**
 * A function that reads one candidate (unless its path tells that it is no test and nobody named it), notes that it did so, and gives the counts of a file with sites, findings or suspects. It never throws for what a file holds. The strings
 * of the counts may be slices of the whole text, which they keep in memory: who holds many of them copies them first.
 */
export function createCounter(root: string, settings: Settings, host: Host): (candidate: Candidate, counted: Counted) => FileCounts | undefined {
  const read = textReader(root, host)
  const today = host.today()
  const linker = createLinker(linkedFiles(root, limitedReader(root, host), host), settings)
  return ({ path, absolute, reason, named }, counted) => {
    counted.done++
    if (reason !== undefined) {
      counted.skipped.push({ path, reason })
      return undefined
    }
    if (!named && !mayBeTestFile(path, settings)) return undefined
    try {
      const decoded = decode(host.readFile(absolute, LARGEST_FILE))
      if ('text' in decoded) return countSource({ path, text: decoded.text }, { settings, read, today, linker })
      counted.skipped.push({ path, reason: decoded.reason })
    } catch (error) {
      counted.skipped.push({ path, reason: reasonOf(error) })
    }
    return undefined
  }
}

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

function countSource(source: Source, { settings, read, today, linker }: Counting): FileCounts | undefined {
  const outside = source.path.startsWith('../') || isAbsolute(source.path)
  const report = analyse(source, settings, outside ? undefined : linker.surroundingsOf(source.path), today)
  if (report.sites.length + report.findings.length + report.suspects.length === 0) return undefined
  const file = { path: source.path, language: report.facts.language }
  const counts = countFile(source.text, report, {
    safetyOf: safetyReader(source, report, settings, read),
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
