import type { Palette } from '../core/reports/text.ts'
import { PLAIN } from '../core/reports/text.ts'

/** The streams and the surroundings of a command. */
export interface Terminal {
  readonly folder: string
  out(text: string): Promise<void>
  error(text: string): void
  readonly outColours: Palette
  /** Whether standard error is a terminal, on which progress may be drawn. */
  readonly showsProgress: boolean
  /** Aborted by Ctrl+C, and when nobody reads standard output any more. */
  readonly signal: AbortSignal
}

export const EXIT_CLEAN = 0
export const EXIT_FINDINGS = 1
export const EXIT_FAILURE = 2
export const EXIT_INTERRUPTED = 130

const ANSI: Palette = { strong: (text) => `\u001B[1m${text}\u001B[22m`, dim: (text) => `\u001B[2m${text}\u001B[22m` }

/** The terminal of this process. The first Ctrl+C aborts its signal, the second ends the process; a closed standard output ends it quietly, as with `| head`. */
export function processTerminal(): Terminal {
  const controller = new AbortController()
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(EXIT_CLEAN)
  })
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(EXIT_INTERRUPTED)
    controller.abort()
    process.exitCode = EXIT_INTERRUPTED
  })
  return {
    folder: process.cwd(),
    out: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
    error: (text) => void process.stderr.write(text),
    outColours: process.stdout.isTTY && !process.env['NO_COLOR'] ? ANSI : PLAIN,
    showsProgress: process.stderr.isTTY,
    signal: controller.signal,
  }
}
