import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheFolder } from '../cache-folder.ts'

/** The commands that a user has agreed to run in one workspace folder. They are kept outside of it, where nothing in it can add to them. */
export interface Approvals {
  has(key: string): boolean
  /** Throws an Error when it cannot be written. */
  add(keys: readonly string[]): void
}

/** Those of a folder (absolute path). What cannot be read holds none. */
export function approvalsFor(root: string, folder = join(dirname(cacheFolder()), 'approved')): Approvals {
  const file = join(folder, `${createHash('sha256').update(root).digest('hex').slice(0, 32)}.json`)
  const read = (): Stored => {
    try {
      const stored: unknown = JSON.parse(readFileSync(file, 'utf8'))
      return isStored(stored) && stored.root === root ? stored : { root, commands: [] }
    } catch {
      return { root, commands: [] }
    }
  }
  return {
    has: (key) => read().commands.includes(key),
    add(keys) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const temporary = `${file}.${process.pid}`
      writeFileSync(temporary, JSON.stringify({ root, commands: [...new Set([...read().commands, ...keys])] } satisfies Stored), { mode: 0o600 })
      renameSync(temporary, file)
    },
  }
}

interface Stored {
  readonly root: string
  readonly commands: readonly string[]
}

function isStored(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && 'root' in value && 'commands' in value && Array.isArray(value.commands)
}
