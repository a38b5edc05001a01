import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import type { Settings } from '../core/model/settings.ts'
import { counted } from '../core/reports/text.ts'
import { cacheOf } from '../workspace/cache-folder.ts'
import type { Host } from '../workspace/host.ts'
import { createNodeHost } from '../workspace/node-host.ts'
import { scan } from '../workspace/scan.ts'
import type { ScanProgress, ScanResult } from '../workspace/scan.ts'
import { loadSettings } from '../workspace/settings.ts'
import { EXIT_FAILURE, EXIT_INTERRUPTED } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** More threads wait for one another, and for the disk. */
const MOST_HELPERS = 3

/** The options of all commands that scan, as `parseArgs` takes them. */
export const SCAN_OPTIONS = { config: { type: 'string' }, 'no-progress': { type: 'boolean' }, 'no-cache': { type: 'boolean' } } as const

/** Their values. */
export interface ScanOptions {
  readonly config?: string | undefined
  readonly 'no-progress'?: boolean | undefined
  readonly 'no-cache'?: boolean | undefined
}

export interface Surroundings {
  readonly host: Host
  readonly settings: Settings
}

/** The host and the settings of a command; problems of the settings are told. Throws a UsageError when a path does not exist. */
export function surroundingsOf(terminal: Terminal, paths: readonly string[], config: string | undefined): Surroundings {
  const root = terminal.folder
  const host = createNodeHost((_level, message) => terminal.error(`demock: ${message}\n`))
  const missing = paths.filter((path) => !host.stat(resolve(root, path)))
  if (missing.length > 0) throw new UsageError(`there is no file or folder ${missing.map((path) => `"${path}"`).join(', ')} in ${root}; check the spelling`)
  const { settings, problems } = loadSettings(root, host, config)
  for (const { path, line, column, message } of problems) terminal.error(`${path}:${line}:${column}: ${message}\n`)
  return { host, settings }
}

/** Scans paths of a folder (the terminal's unless said otherwise) with all cores, with progress where it may be drawn, and tells what was skipped. */
export async function scanPaths(terminal: Terminal, paths: readonly string[], options: ScanOptions, { host, settings }: Surroundings, root = terminal.folder): Promise<ScanResult> {
  const meter = !options['no-progress'] && terminal.showsProgress ? progressMeter(terminal) : undefined
  const workerFile = join(__dirname, 'scan-worker.cjs')
  const cache = options['no-cache'] ? undefined : cacheOf(workerFile)
  const helpers = { workerFile, count: Math.min(availableParallelism() - 1, MOST_HELPERS) }
  const result = await scan({ root, paths, settings, host, helpers, signal: terminal.signal, ...(cache && { cache }), ...(meter && { onProgress: meter.show }) })
  meter?.clear()
  for (const { path, reason } of result.skipped) terminal.error(`skipped ${path}: ${reason}\n`)
  return result
}

/** The exit code of a scan that was interrupted or found no file at all, after saying so; undefined when there is something to report. */
export function codeOfNothing({ summary, cancelled }: ScanResult, terminal: Terminal): number | undefined {
  if (cancelled) {
    terminal.error(`demock: interrupted after ${counted(summary.files, 'file')}\n`)
    return EXIT_INTERRUPTED
  }
  if (summary.files > 0) return undefined
  terminal.error('demock: 0 files scanned. No Python, JavaScript or TypeScript file was found there that is not ignored (.gitignore, "exclude" of demock.json, build and dependency folders)\n')
  return EXIT_FAILURE
}

function progressMeter(terminal: Terminal): { show(progress: ScanProgress): void; clear(): void } {
  return {
    show: ({ done, found }) => terminal.error(`\r\u001B[K${done === 0 ? `${counted(found, 'file')} found` : `${done} of ${counted(found, 'file')}`}`),
    clear: () => terminal.error('\r\u001B[K'),
  }
}
