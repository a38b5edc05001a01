import { parseArgs } from 'node:util'
import { SERVICES } from '../core/model/finding.ts'
import type { ServiceId } from '../core/model/finding.ts'
import type { CompletionReport } from '../core/report/completion.ts'
import { reportHtml } from '../core/report/html.ts'
import { reportMarkdown } from '../core/report/markdown.ts'
import { BASELINE_FILE } from '../workspace/baseline-file.ts'
import { reportOn } from '../workspace/completion.ts'
import { holdAgainst } from '../workspace/gate.ts'
import { readKnown } from './baseline.ts'
import type { Known } from './baseline.ts'
import { codeOfNothing, SCAN_OPTIONS, scanPaths, surroundingsOf } from './scanning.ts'
import { prepareShortRun } from './short-run.ts'
import { mocksAt } from './since.ts'
import { EXIT_CLEAN, EXIT_FAILURE } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const FORMATS: Readonly<Record<string, (report: CompletionReport) => string>> = {
  markdown: reportMarkdown,
  html: reportHtml,
  json: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
}

/** `demock report`: the exit code. Throws a UsageError for arguments that make no sense, a GitError where git cannot tell what changed. */
export async function runReport(args: readonly string[], terminal: Terminal): Promise<number> {
  prepareShortRun()
  const { values, positionals } = parseArgs({
    args: [...args], allowPositionals: true, options: { format: { type: 'string' }, against: { type: 'string' }, service: { type: 'string', multiple: true }, ...SCAN_OPTIONS },
  })
  if (positionals.length > 0) throw new UsageError('a report is of the whole folder: name no paths')
  const write = FORMATS[values.format ?? 'markdown']
  if (!write) throw new UsageError(`--format ${values.format}: must be one of ${Object.keys(FORMATS).join(', ')}`)
  const services = (values.service ?? []).map(serviceNamed)
  const surroundings = surroundingsOf(terminal, [], values.config)
  const { host, settings } = surroundings
  const root = terminal.folder
  const known: Known | undefined = values.against === undefined ? undefined
    : values.against === 'baseline' ? readKnown(terminal, BASELINE_FILE, host) : await mocksAt(values.against, terminal, [], values, surroundings)
  if (values.against !== undefined && !known) return EXIT_FAILURE
  const result = await scanPaths(terminal, [], values, surroundings)
  const code = codeOfNothing(result, terminal)
  if (code !== undefined) return code
  const before = known && { against: known.against, comparison: holdAgainst(known.entries, result, root, host, known.renamed) }
  await terminal.out(write(await reportOn(result, { root, settings, host, services, before, signal: terminal.signal })))
  return EXIT_CLEAN
}

function serviceNamed(name: string): ServiceId {
  const known = SERVICES.find((id) => id === name)
  if (known === undefined) throw new UsageError(`--service ${name}: must be one of ${SERVICES.join(', ')}`)
  return known
}
