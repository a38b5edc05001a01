import { spawn } from 'node:child_process'
import type { SpawnOptionsWithoutStdio } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The bundle under test; the tests' global setup builds it. */
export const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))

export interface Outcome {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

/** A run that takes longer hangs: it is ended, and its code is null. */
const LIMIT_MS = 60_000

/** Runs `demock` as a child process in a folder. What runs tests of its own needs a longer limit. */
export function demock(folder: string, args: readonly string[], options: SpawnOptionsWithoutStdio = {}): Promise<Outcome> {
  return outcomeOf(CLI, args, { ...options, cwd: folder })
}

/** Runs a copy of the bundle as somebody who may not read everything: the tests' own user, or nobody when that is the superuser. */
export function demockAsNobody(bundle: string, folder: string, args: readonly string[]): Promise<Outcome> {
  const NOBODY = 65534
  return outcomeOf(bundle, args, { cwd: folder, ...(process.getuid?.() === 0 && { uid: NOBODY, gid: NOBODY }) })
}

function outcomeOf(bundle: string, args: readonly string[], options: SpawnOptionsWithoutStdio): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bundle, ...args], { timeout: LIMIT_MS, ...options, killSignal: 'SIGKILL' })
    const out: Buffer[] = []
    const error: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => error.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out: Buffer.concat(out).toString(), error: Buffer.concat(error).toString() }))
  })
}
