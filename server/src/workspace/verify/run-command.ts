import { spawn } from 'node:child_process'

export interface CommandLine {
  readonly program: string
  readonly args: readonly string[]
  /** Absolute. */
  readonly cwd: string
  /** Besides those of this process. */
  readonly env: Readonly<Record<string, string>>
}

export interface CommandResult {
  /** Null when it was ended by a signal, or could not be started. */
  readonly code: number | null
  /** The end of standard output and error, as they came. */
  readonly output: string
  readonly timedOut: boolean
}

/** Enough for the names of all tests of a long run. */
const MOST_OUTPUT = 1024 * 1024

/** Runs a command to its end. One that takes longer than `limit` milliseconds, or is not wanted any more, is killed with all its children. */
export function runCommand({ program, args, cwd, env }: CommandLine, limit: number, signal?: AbortSignal): Promise<CommandResult> {
  return new Promise((resolve) => {
    // A group of its own, so that children of the runner end with it.
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    let output = ''
    let timedOut = false
    const take = (chunk: string): void => {
      output += chunk
      if (output.length > 2 * MOST_OUTPUT) output = output.slice(-MOST_OUTPUT)
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    const kill = (): void => killTree(child.pid)
    const timer = setTimeout(() => {
      timedOut = true
      kill()
    }, limit)
    signal?.addEventListener('abort', kill, { once: true })
    process.once('exit', kill)
    if (signal?.aborted) kill()
    const end = (code: number | null): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', kill)
      process.removeListener('exit', kill)
      resolve({ code, output, timedOut })
    }
    child.on('error', (error) => {
      take(`${error.message}\n`)
      end(null)
    })
    child.on('close', (code) => {
      // What the runner left behind must not go on either.
      kill()
      end(code)
    })
  })
}

function killTree(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' })
    else process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

/** A command as a person would type it. */
export function shownCommand({ program, args }: CommandLine): string {
  return [program, ...args].map((part) => (/^[\w@%+=:,./~-]+$/.test(part) ? part : JSON.stringify(part))).join(' ')
}
