import { DiagnosticSeverity } from 'vscode-languageserver'
import type { Connection, Diagnostic } from 'vscode-languageserver'
import { entriesOf, placeOf } from '../core/gate/entries.ts'
import type { BaselineProblem } from '../core/gate/baseline.ts'
import type { FileReport } from '../core/model/report.ts'
import { BASELINE_FILE, openBaseline, saveBaseline } from '../workspace/baseline-file.ts'
import type { Host } from '../workspace/host.ts'
import { diskPathOf, uriOf } from './folders.ts'
import type { Located } from './folders.ts'

/** The baselines of the workspace folders. */
export interface Baselines {
  /** Places of the mocks of a file that the baseline of its folder knows; undefined where there is none, or one that cannot be read, which is shown in it. */
  knownIn(located: Located): ReadonlySet<string> | undefined
  /** Takes the entries of mocks that have gone from a file out of the baseline on disk; whether there were any. Leaves them where the text has problems: mocks may only be out of sight. */
  shrink(analysed: { readonly located: Located; readonly report: FileReport }): boolean
  /** Forgets everything, so that it is read anew. */
  clear(): void
}

type ByFile = ReadonlyMap<string, ReadonlySet<string>>

export function createBaselines(connection: Connection, host: Host): Baselines {
  const known = new Map<string, ByFile | undefined>()
  const withProblems = new Set<string>()

  function load({ folder, root }: Located): ByFile | undefined {
    const onDisk = folder && diskPathOf(root)
    if (onDisk === undefined) return undefined
    const read = openBaseline(onDisk, BASELINE_FILE, host)
    show(uriOf(root, BASELINE_FILE).toString(), read.state === 'broken' ? read.problems : [])
    if (read.state !== 'read') return undefined
    const files = new Map<string, Set<string>>()
    for (const entry of read.entries) {
      const places = files.get(entry.file) ?? new Set()
      files.set(entry.file, places.add(placeOf(entry)))
    }
    return files
  }

  function show(uri: string, problems: readonly BaselineProblem[]): void {
    if (problems.length === 0 && !withProblems.has(uri)) return
    if (problems.length > 0) withProblems.add(uri)
    else withProblems.delete(uri)
    void connection.sendDiagnostics({ uri, diagnostics: problems.map(diagnosticOf) })
  }

  return {
    knownIn(located) {
      const key = located.folder?.uri ?? ''
      if (!known.has(key)) known.set(key, load(located))
      const files = known.get(key)
      return files && (files.get(located.path) ?? NOTHING)
    },
    shrink({ located, report }) {
      const onDisk = located.folder && diskPathOf(located.root)
      if (onDisk === undefined || report.problems.length > 0) return false
      const read = openBaseline(onDisk, BASELINE_FILE, host)
      if (read.state !== 'read') return false
      const there = new Set(entriesOf(located.path, report.sites).flatMap((entry) => (entry ? [placeOf(entry)] : [])))
      const left = read.entries.filter((entry) => entry.file !== located.path || there.has(placeOf(entry)))
      const gone = read.entries.length - left.length
      if (gone === 0) return false
      const problem = saveBaseline(onDisk, BASELINE_FILE, left, read, host)
      host.log(problem ? 'warn' : 'info', problem ? `${BASELINE_FILE} is not written: ${problem.reason}` : `${BASELINE_FILE}: ${gone} fewer, as they have gone from ${located.path}`)
      return problem === undefined
    },
    clear: () => known.clear(),
  }
}

const NOTHING: ReadonlySet<string> = new Set()

function diagnosticOf({ line, message }: BaselineProblem): Diagnostic {
  const start = { line: line - 1, character: 0 }
  return { range: { start, end: { line, character: 0 } }, severity: DiagnosticSeverity.Error, source: 'demock', code: 'baseline', message: `${message} (until then every mock counts as new)` }
}
