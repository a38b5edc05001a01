import type { WorkspaceFolder } from 'vscode-languageserver'
import { analyse, isTestFile, languageOf } from '../core/demock.ts'
import type { Source } from '../core/demock.ts'
import type { LanguageId } from '../core/model/facts.ts'
import type { FileReport } from '../core/model/report.ts'
import type { Settings } from '../core/model/settings.ts'
import { reanalyse, type Basis, type Moved, type Reanalysis } from '../core/reanalyse.ts'
import { linesOf } from '../core/text/lines.ts'
import type { Lines } from '../core/text/lines.ts'
import type { Span } from '../core/text/span.ts'
import { LARGEST_FILE } from '../workspace/count-candidates.ts'
import type { Baselines } from './baselines.ts'
import { locate } from './folders.ts'
import type { Located } from './folders.ts'
import type { Links } from './links.ts'
import type { SettingsStore } from './settings-store.ts'

/** A text to analyse: a document of the editor, or a file. It may change at any time, its version with it. */
export interface Text {
  readonly uri: string
  readonly languageId: string
  readonly version: number
  getText(): string
}

/** One version of a text, analysed. Immutable: positions come from `lines`, not from the document, which may have moved on. */
export interface Analysis {
  readonly uri: string
  readonly version: number
  readonly located: Located
  readonly language: LanguageId
  readonly source: Source
  readonly lines: Lines
  readonly settings: Settings
  readonly isTest: boolean
  readonly report: FileReport
  /** Other files that decided it, also those that are not there; relative to the root. */
  readonly lookedAt: readonly string[]
  /** Places (`placeOf`) of its mocks that the baseline of its folder knows; undefined without a baseline. */
  readonly known: ReadonlySet<string> | undefined
  /** What its report was made from: itself, or an earlier version. */
  readonly basis: Basis
  /** Analyses in which it is the same object have the same things to show at the same places. */
  readonly view: View
}

/** How the report of the basis has moved, and the part of the text that was analysed anew. */
interface View {
  readonly moved: Moved
  readonly part: Span | undefined
}

/** Analyses of documents by (uri, version), the latest ones only. */
export interface Analyses {
  /** Undefined for what Demock does not read: unknown languages, cells of notebooks, texts as large as no scan takes, and where it is disabled. */
  of(text: Text): Promise<Analysis | undefined>
  drop(uri: string): void
  /** Forgets the analyses that looked at a file (or may have: those that are not kept any more) and gives the URIs of all of them. */
  dropDependants(of: Located, open: readonly string[]): readonly string[]
  /** Forgets everything, as when settings have changed. */
  clear(): void
}

/** More documents than an editor shows at once; the analysis of a large file takes some megabytes. */
const CAPACITY = 24

/** `today` gives the day in UTC, as `2027-01-31`. */
export function createAnalyses(settings: SettingsStore, links: Links, baselines: Baselines, folders: () => readonly WorkspaceFolder[], today: () => string): Analyses {
  const cache = new Map<string, Analysis>()
  let generation = 0

  return {
    async of(text) {
      const located = locate(text.uri, text.languageId, folders(), (path) => languageOf(path) !== undefined)
      const language = located && languageOf(located.path)
      if (!located || !language) return undefined
      const started = generation
      const effective = await settings.of(located.folder)
      if (!effective.enabled) return undefined
      const known = cache.get(text.uri)
      if (known?.version === text.version) return known
      const source = { path: located.path, text: text.getText() }
      if (source.text.length > LARGEST_FILE) return undefined
      const surroundings = links.surroundingsOf(located, effective.settings)
      const again = known?.settings === effective.settings ? reanalyse(source, known.basis, effective.settings, surroundings) : undefined
      const report = again?.report ?? analyse(source, effective.settings, surroundings, today())
      const analysis: Analysis = {
        uri: text.uri,
        version: text.version,
        located,
        language: language.id,
        source,
        lines: linesOf(source.text),
        settings: effective.settings,
        isTest: isTestFile(source, effective.settings),
        report,
        lookedAt: surroundings ? [...new Set([...(again && known ? known.lookedAt : []), ...surroundings.lookedAt()])] : [],
        known: baselines.knownIn(located),
        basis: again && known ? known.basis : { source, report },
        view: viewOf(again, known),
      }
      if (started === generation) keep(analysis)
      return analysis
    },
    drop: (uri) => void cache.delete(uri),
    dropDependants({ folder, path }, open) {
      const paths = aroundAndAt(path)
      const dependants = open.filter((uri) => {
        const analysis = cache.get(uri)
        return !analysis || (analysis.located.folder?.uri === folder?.uri && analysis.lookedAt.some((other) => paths.has(other)))
      })
      for (const uri of dependants) cache.delete(uri)
      return dependants
    },
    clear() {
      generation++
      cache.clear()
    },
  }

  function keep(analysis: Analysis): void {
    cache.delete(analysis.uri)
    cache.set(analysis.uri, analysis)
    const oldest = cache.keys().next()
    if (cache.size > CAPACITY && !oldest.done) cache.delete(oldest.value)
  }
}

/** The view of the version before, where everything stands as it did there. */
function viewOf(again: Reanalysis | undefined, before: Analysis | undefined): View {
  const moved = again?.moved ?? NOT_MOVED
  const known = again && !again.part && !before?.view.part ? before?.view : undefined
  return known?.moved.lines === moved.lines && (moved.lines === 0 || known.moved.from === moved.from) ? known : { moved, part: again?.part }
}

const NOT_MOVED: Moved = { lines: 0, from: 0 }

/** A path and those of the folders around it, which are looked at where a whole folder is missing. */
function aroundAndAt(path: string): ReadonlySet<string> {
  const paths = new Set([path])
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) paths.add(path.slice(0, slash))
  return paths
}
