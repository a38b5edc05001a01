import { parseArgs } from 'node:util'
import { jsonReport } from '../core/reports/json.ts'
import { textOfFile, textOfSummary } from '../core/reports/text.ts'
import type { ScanResult } from '../workspace/scan.ts'
import { codeOfNothing, SCAN_OPTIONS, scanPaths, surroundingsOf } from './scanning.ts'
import { prepareShortRun } from './short-run.ts'
import { EXIT_CLEAN, EXIT_FINDINGS } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** `demock scan [paths]`: the exit code. Throws a UsageError for arguments that make no sense. */
export async function runScan(args: readonly string[], terminal: Terminal): Promise<number> {
  prepareShortRun()
  const { values, positionals: paths } = parseArgs({ args: [...args], allowPositionals: true, options: { format: { type: 'string' }, ...SCAN_OPTIONS } })
  const { format = 'text' } = values
  if (format !== 'text' && format !== 'json') throw new UsageError(`--format ${format}: must be text or json`)
  return report(await scanPaths(terminal, paths, values, surroundingsOf(terminal, paths, values.config)), format, terminal)
}

async function report(result: ScanResult, format: 'text' | 'json', terminal: Terminal): Promise<number> {
  const { summary, files, cancelled } = result
  if (format === 'json' && !cancelled) await terminal.out(jsonReport(summary, files))
  const code = codeOfNothing(result, terminal)
  if (code !== undefined) return code
  if (format === 'text') {
    for (const file of files) await terminal.out(textOfFile(file, terminal.outColours))
    await terminal.out(textOfSummary(summary, terminal.outColours))
  }
  const wrong = files.some(({ findings }) => findings.some(({ code: finding }) => finding === 'directive'))
  return summary.sites === summary.allowed && !wrong ? EXIT_CLEAN : EXIT_FINDINGS
}
