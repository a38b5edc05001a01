import { parseArgs } from 'node:util'
import { serviceOf } from '../core/demock.ts'
import { SERVICES } from '../core/model/finding.ts'
import { convertJson, isLeft, textOfConversion } from '../core/reports/conversion.ts'
import { PLAIN } from '../core/reports/text.ts'
import { unifiedDiff } from '../core/reports/unified-diff.ts'
import { convertFiles } from '../workspace/convert.ts'
import type { Converted } from '../workspace/convert.ts'
import { createNodeHost } from '../workspace/node-host.ts'
import { placesIn } from './places.ts'
import { surroundingsOf } from './scanning.ts'
import { prepareShortRun } from './short-run.ts'
import { EXIT_CLEAN, EXIT_FAILURE, EXIT_FINDINGS, EXIT_INTERRUPTED } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'
import { verifyAll } from './verify.ts'
import type { VerifyArguments } from './verify.ts'

/** `demock convert [paths] --service S`: the exit code. Throws a UsageError for arguments that make no sense. */
export async function runConvert(args: readonly string[], terminal: Terminal): Promise<number> {
  prepareShortRun()
  const order = convertArguments(args)
  const { service, write, review, format, config } = order
  const root = terminal.folder
  const { paths, wanted, named } = placesIn(root, order.paths, createNodeHost(() => {}))
  const { host, settings } = surroundingsOf(terminal, paths, config)
  const { title } = serviceOf(service)
  const noneThere = (): UsageError => new UsageError(`no ${title} mock begins at ${named.join(', ')}: "demock scan" lists them with their lines`)
  if (order.verify) return verifyAll({ ...order, paths, wanted, noneThere }, terminal, { host, settings })
  const result = await convertFiles({ root, paths, service, wanted, review, write, settings, host, signal: terminal.signal })
  if (wanted && result.outcomes.length === 0 && !result.cancelled) throw noneThere()
  return report(result, { title, write, review, format }, terminal)
}

interface ConvertArguments extends Omit<VerifyArguments, 'wanted' | 'noneThere'> {
  readonly config: string | undefined
  readonly verify: boolean
}

function convertArguments(args: readonly string[]): ConvertArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      service: { type: 'string' }, 'dry-run': { type: 'boolean' }, write: { type: 'boolean' }, review: { type: 'boolean' }, format: { type: 'string' }, config: { type: 'string' },
      verify: { type: 'boolean' }, python: { type: 'string' }, timeout: { type: 'string' }, mutants: { type: 'string' }, again: { type: 'boolean' }, 'no-progress': { type: 'boolean' },
    },
  })
  const { service, format = 'text' } = values
  if (format !== 'text' && format !== 'json') throw new UsageError(`--format ${format}: must be text or json`)
  if (service === undefined) throw new UsageError('say whose mocks to convert, as in "demock convert --service websocket"')
  const known = SERVICES.find((id) => id === service)
  if (known === undefined) throw new UsageError(`--service ${service}: must be one of ${SERVICES.join(', ')}`)
  if (values.write && values['dry-run']) throw new UsageError('--write and --dry-run exclude one another')
  const verify = values.verify ?? false
  const alone = (['python', 'timeout', 'mutants', 'again', 'no-progress'] as const).find((name) => values[name] !== undefined)
  if (!verify && alone) throw new UsageError(`--${alone} belongs to --verify`)
  return {
    paths: positionals, service: known, write: values.write ?? false, review: values.review ?? false, format, config: values.config, verify,
    python: values.python, limit: positive('timeout', values.timeout), mostMutants: positive('mutants', values.mutants), again: values.again ?? false, progress: !values['no-progress'],
  }
}

function positive(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (!(number > 0 && Number.isFinite(number))) throw new UsageError(`--${name} ${value}: must be a number above 0`)
  return number
}

interface ReportManner {
  readonly title: string
  readonly write: boolean
  readonly review: boolean
  readonly format: 'text' | 'json'
}

/** A diff goes to standard output alone, so that it can be piped; its summary to standard error. */
async function report(result: Converted, manner: ReportManner, terminal: Terminal): Promise<number> {
  const { files, outcomes, changes, skipped, problems, cancelled } = result
  const { write, format } = manner
  for (const { path, reason } of skipped) terminal.error(`skipped ${path}: ${reason}\n`)
  for (const { path, reason } of problems) terminal.error(`demock: ${path} is not written: ${reason}\n`)
  if (cancelled) {
    const written = result.filesWritten.length > 0 ? `; written: ${result.filesWritten.join(', ')}` : ''
    terminal.error(`demock: interrupted${written}\n`)
    return EXIT_INTERRUPTED
  }
  if (format === 'json') await terminal.out(convertJson(result))
  if (files === 0) {
    terminal.error('demock: 0 files scanned. No Python, JavaScript or TypeScript file was found there that is not ignored (.gitignore, "exclude" of demock.json, build and dependency folders)\n')
    return EXIT_FAILURE
  }
  if (format === 'text' && !write) {
    for (const { path, before, after } of changes) await terminal.out(unifiedDiff(path, before, after))
    terminal.error(textOfConversion(result, manner, PLAIN))
  }
  if (format === 'text' && write) await terminal.out(textOfConversion(result, manner, terminal.outColours))
  if (problems.some(({ kind }) => kind === 'failed')) return EXIT_FAILURE
  return outcomes.some((outcome) => isLeft(outcome, manner)) ? EXIT_FINDINGS : EXIT_CLEAN
}
