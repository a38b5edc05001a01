import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, realpathSync, renameSync, rmdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { reasonOf } from './discover.ts'
import type { Host } from './host.ts'

/** The new content of one file. */
export interface FileWrite {
  /** Absolute. */
  readonly path: string
  /** What it held when the new content was computed; undefined when it must not exist yet. */
  readonly expected: Uint8Array | undefined
  readonly bytes: Uint8Array
}

/** `changed`: a file is not any more what was expected · `failed`: it cannot be written. Nothing was written then, unless the reason says so. */
export interface WriteProblem {
  readonly kind: 'changed' | 'failed'
  /** Absolute. */
  readonly path: string
  readonly reason: string
}

/**
 * Writes files that belong together: each into a temporary file beside it first, and only when all of those are there, one after the other in its place. Links are
 * followed, the mode is kept, folders are made. Undefined when everything is written.
 */
export function writeFiles(writes: readonly FileWrite[], host: Host): WriteProblem | undefined {
  const prepared: Prepared[] = []
  const folders: string[] = []
  try {
    for (const write of writes) {
      try {
        prepared.push(prepare(write, folders))
      } catch (error) {
        return { kind: 'failed', path: write.path, reason: reasonOf(error) }
      }
    }
    const changed = writes.find((write) => !isAsExpected(write, host))
    if (changed) return { kind: 'changed', path: changed.path, reason: changed.expected ? 'it has changed meanwhile' : 'it has come into being meanwhile, or is no text that can be read' }
    return putInPlace(prepared)
  } finally {
    for (const { temporary } of prepared) rmSync(temporary, { force: true })
    removeEmpty(folders)
  }
}

interface Prepared {
  readonly path: string
  readonly target: string
  readonly temporary: string
}

function prepare({ path, bytes }: FileWrite, folders: string[]): Prepared {
  makeFolder(dirname(path), folders)
  const target = existsSync(path) ? realpathSync.native(path) : path
  const temporary = join(dirname(target), `.demock-${randomUUID()}.tmp`)
  const mode = existsSync(target) ? statSync(target).mode & 0o7777 : undefined
  // Its folder would let it be replaced; whoever made it read-only did not mean that.
  if (mode !== undefined && (mode & 0o222) === 0) throw new Error('it is read-only')
  const file = openSync(temporary, 'wx')
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
    fsyncSync(file)
  } catch (error) {
    closeSync(file)
    rmSync(temporary, { force: true })
    throw error
  }
  closeSync(file)
  if (mode !== undefined) chmodSync(temporary, mode)
  return { path, target, temporary }
}

/** Makes a folder and those around it, and notes which of them are new, the innermost last. */
function makeFolder(folder: string, made: string[]): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder), made)
  mkdirSync(folder)
  made.push(folder)
}

/** Folders that were made for files which then were not written. */
function removeEmpty(folders: readonly string[]): void {
  for (const folder of [...folders].reverse()) {
    try {
      rmdirSync(folder)
    } catch {
      // It holds what was written.
    }
  }
}

function isAsExpected({ path, expected }: FileWrite, host: Host): boolean {
  if (!expected) return !existsSync(path)
  try {
    return Buffer.compare(host.readFile(path), expected) === 0
  } catch {
    return false
  }
}

function putInPlace(prepared: readonly Prepared[]): WriteProblem | undefined {
  const done: string[] = []
  for (const { path, target, temporary } of prepared) {
    try {
      renameSync(temporary, target)
      done.push(path)
    } catch (error) {
      const written = done.length > 0 ? `; written already: ${done.join(', ')}` : ''
      return { kind: 'failed', path, reason: reasonOf(error) + written }
    }
  }
  return undefined
}
