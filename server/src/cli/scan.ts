import { parseArgs } from 'node:util'
import { version } from '../../../package.json'
import { SCAN_FORMATS } from '../core/gate/formats/scan.ts'
import type { Settings } from '../core/model/settings.ts'
import { jsonReport } from '../core/reports/json.ts'
import { textOfFile, textOfSummary } from '../core/reports/text.ts'
import type { ScanResult } from '../workspace/scan.ts'
import { codeOfNothing, SCAN_OPTIONS, scanPaths, surroundingsOf } from './scanning.ts'
import { prepareShortRun } from './short-run.ts'
import { EXIT_CLEAN, EXIT_FINDINGS } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** How a whole scan is written at once; text is written file by file. */
const FORMATS: Readonly<Record<string, (result: ScanResult, settings: Settings) => string>> = {
  json: ({ summary, files }) => jsonReport(summary, files),
  ...Object.fromEntries(Object.entries(SCAN_FORMATS).map(([name, write]) => [name, ({ summary, files }: ScanResult, settings: Settings) => write({ summary, files, settings, version })])),
}

/** `demock scan [paths]`: the exit code. Throws a UsageError for arguments that make no sense. */
export async function runScan(args: readonly string[], terminal: Terminal): Promise<number> {
  prepareShortRun()
  const { values, positionals: paths } = parseArgs({ args: [...args], allowPositionals: true, options: { format: { type: 'string' }, ...SCAN_OPTIONS } })
  const { format = 'text' } = values
  const write = FORMATS[format]
  if (!write && format !== 'text') throw new UsageError(`--format ${format}: must be one of text, ${Object.keys(FORMATS).join(', ')}`)
  const surroundings = surroundingsOf(terminal, paths, values.config)
  const result = await scanPaths(terminal, paths, values, surroundings)
  const { summary, files, cancelled } = result
  if (write && !cancelled) await terminal.out(write(result, surroundings.settings))
  const code = codeOfNothing(result, terminal)
  if (code !== undefined) return code
  if (!write) {
    for (const file of files) await terminal.out(textOfFile(file, terminal.outColours))
    await terminal.out(textOfSummary(summary, terminal.outColours))
  }
  const wrong = files.some(({ findings }) => findings.some(({ code: finding }) => finding === 'directive'))
  return summary.sites === summary.allowed && !wrong ? EXIT_CLEAN : EXIT_FINDINGS
}
