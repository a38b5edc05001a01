import { parseArgs } from 'node:util'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { jsonReport } from '../core/reports/json.ts'
import { counted, textOfFile, textOfSummary } from '../core/reports/text.ts'
import { createNodeHost } from '../workspace/node-host.ts'
import { cacheOf } from '../workspace/cache-folder.ts'
import { scan } from '../workspace/scan.ts'
import type { ScanProgress, ScanResult } from '../workspace/scan.ts'
import { loadSettings } from '../workspace/settings.ts'
import { prepareShortRun } from './short-run.ts'
import { EXIT_CLEAN, EXIT_FAILURE, EXIT_FINDINGS, EXIT_INTERRUPTED } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** More threads wait for one another, and for the disk. */
const MOST_HELPERS = 3

/** `demock scan [paths]`: the exit code. Throws a UsageError for arguments that make no sense. */
export async function runScan(args: readonly string[], terminal: Terminal): Promise<number> {
  prepareShortRun()
  const { paths, format, config, progress, cached } = scanArguments(args)
  const root = terminal.folder
  const host = createNodeHost((_level, message) => terminal.error(`demock: ${message}\n`))
  const missing = paths.filter((path) => !host.stat(resolve(root, path)))
  if (missing.length > 0) throw new UsageError(`there is no file or folder ${missing.map((path) => `"${path}"`).join(', ')} in ${root}; check the spelling`)
  const { settings, problems } = loadSettings(root, host, config)
  for (const { path, line, column, message } of problems) terminal.error(`${path}:${line}:${column}: ${message}\n`)
  const meter = progress && terminal.showsProgress ? progressMeter(terminal) : undefined
  const workerFile = join(__dirname, 'scan-worker.cjs')
  const cache = cached ? cacheOf(workerFile) : undefined
  const helpers = { workerFile, count: Math.min(availableParallelism() - 1, MOST_HELPERS) }
  const result = await scan({ root, paths, settings, host, helpers, signal: terminal.signal, ...(cache && { cache }), ...(meter && { onProgress: meter.show }) })
  meter?.clear()
  return report(result, format, terminal)
}

interface ScanArguments {
  readonly paths: readonly string[]
  readonly format: 'text' | 'json'
  readonly config: string | undefined
  readonly progress: boolean
  /** Whether files that have not changed since an earlier scan need not be read. */
  readonly cached: boolean
}

function scanArguments(args: readonly string[]): ScanArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { format: { type: 'string' }, config: { type: 'string' }, 'no-progress': { type: 'boolean' }, 'no-cache': { type: 'boolean' } },
  })
  const { format = 'text' } = values
  if (format !== 'text' && format !== 'json') throw new UsageError(`--format ${format}: must be text or json`)
  return { paths: positionals, format, config: values.config, progress: !values['no-progress'], cached: !values['no-cache'] }
}

async function report(result: ScanResult, format: 'text' | 'json', terminal: Terminal): Promise<number> {
  const { summary, files, skipped, cancelled } = result
  for (const { path, reason } of skipped) terminal.error(`skipped ${path}: ${reason}\n`)
  if (cancelled) {
    terminal.error(`demock: interrupted after ${counted(summary.files, 'file')}\n`)
    return EXIT_INTERRUPTED
  }
  if (format === 'json') await terminal.out(jsonReport(summary, files))
  if (summary.files === 0) {
    terminal.error('demock: 0 files scanned. No Python, JavaScript or TypeScript file was found there that is not ignored (.gitignore, "exclude" of demock.json, build and dependency folders)\n')
    return EXIT_FAILURE
  }
  if (format === 'text') {
    for (const file of files) await terminal.out(textOfFile(file, terminal.outColours))
    await terminal.out(textOfSummary(summary, terminal.outColours))
  }
  const wrong = files.some(({ findings }) => findings.some(({ code }) => code === 'directive'))
  return summary.sites === summary.allowed && !wrong ? EXIT_CLEAN : EXIT_FINDINGS
}

function progressMeter(terminal: Terminal): { show(progress: ScanProgress): void; clear(): void } {
  return {
    show: ({ done, found }) => terminal.error(`\r\u001B[K${done === 0 ? `${counted(found, 'file')} found` : `${done} of ${counted(found, 'file')}`}`),
    clear: () => terminal.error('\r\u001B[K'),
  }
}
