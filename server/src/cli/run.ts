import { version } from '../../../package.json'
import { GitError } from '../workspace/git.ts'
import { runBaseline } from './baseline.ts'
import { runCheck } from './check.ts'
import { runConvert } from './convert.ts'
import { runExplain } from './explain.ts'
import { HELP } from './help.ts'
import { runReport } from './report.ts'
import { runScan } from './scan.ts'
import { EXIT_CLEAN, EXIT_FAILURE } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs the command that the arguments (without node and script) name: its exit code, or undefined for a command that goes on running.
 * `serve` starts the language server; it is only called for `lsp`, so that loading it costs the other commands nothing.
 */
export async function run(args: readonly string[], terminal: Terminal, serve: () => Promise<void>): Promise<number | undefined> {
  const [command, ...rest] = args
  try {
    if (command === undefined || args.includes('--help') || args.includes('-h') || command === 'help') {
      await terminal.out(HELP)
      return command === undefined ? EXIT_FAILURE : EXIT_CLEAN
    }
    if (command === '--version' || command === '-v') {
      await terminal.out(`${version}\n`)
      return EXIT_CLEAN
    }
    if (command === 'scan') return await runScan(rest, terminal)
    if (command === 'explain') return await runExplain(rest, terminal)
    if (command === 'convert') return await runConvert(rest, terminal)
    if (command === 'check') return await runCheck(rest, terminal)
    if (command === 'baseline') return await runBaseline(rest, terminal)
    if (command === 'report') return await runReport(rest, terminal)
    if (command === 'lsp') return await runServer(rest, serve)
    throw new UsageError(`there is no command "${command}"`)
  } catch (error) {
    terminal.error(`demock: ${messageOf(error)}\n`)
    return EXIT_FAILURE
  }
}

async function runServer(args: readonly string[], serve: () => Promise<void>): Promise<undefined> {
  if (args.length !== 1 || args[0] !== '--stdio') throw new UsageError('write "demock lsp --stdio": the server speaks over standard input and output only')
  await serve()
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof GitError) return error.message
  const misuse = error instanceof UsageError || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  return misuse ? `${error.message}\nRun "demock --help" for the commands and options.` : (error.stack ?? error.message)
}
