import { closeSync, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs'
import type { Dirent } from 'node:fs'
import type { DirectoryEntry, FileState, Host, LogLevel } from './host.ts'

/** The host of Node. */
export function createNodeHost(log: (level: LogLevel, message: string) => void): Host {
  return {
    readFile,
    list: (directory) => readdirSync(directory, { withFileTypes: true }).map(entryOf),
    stat: stateOf,
    realPath: (path) => realpathSync.native(path),
    now: () => performance.now(),
    today: () => new Date().toISOString().slice(0, 10),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    log,
  }
}

function readFile(path: string, limit = Number.MAX_SAFE_INTEGER): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    if (size > limit) throw new Error(`larger than ${limit} bytes (${size})`)
    const bytes = new Uint8Array(size)
    let length = 0
    while (length < size) {
      const count = readSync(file, bytes, length, size - length, null)
      if (count === 0) break
      length += count
    }
    return bytes.subarray(0, length)
  } finally {
    closeSync(file)
  }
}

function entryOf(entry: Dirent): DirectoryEntry {
  return { name: entry.name, kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : entry.isSymbolicLink() ? 'link' : 'other' }
}

function stateOf(path: string): FileState | undefined {
  try {
    const state = statSync(path, { throwIfNoEntry: false })
    return state && { kind: state.isFile() ? 'file' : state.isDirectory() ? 'directory' : 'other', size: state.size }
  } catch {
    return undefined
  }
}
