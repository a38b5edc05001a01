import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { chmod, copyFile, mkdir, mkdtemp, readdir, readlink, realpath, rm, stat, symlink } from 'node:fs/promises'
import { constants, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { languageOf } from '../../core/demock.ts'

/** A copy of a work tree in which tests may run and code may be broken. */
export interface WorkCopy {
  /** Absolute. */
  readonly root: string
  /** Tells whether the files that are no source are the same as at another time, by their names, sizes and times. */
  readonly otherFiles: string
  /** Removes it. */
  dispose(): Promise<void>
}

/** Folders of installed packages: linked, as tests only read them. Virtual environments are known by their `pyvenv.cfg`. */
const LINKED = new Set(['node_modules', 'bower_components'])

/** Folders that tests need not, or that they make anew. */
const LEFT_OUT = new Set(['.git', '.hg', '.svn', '__pycache__', '.pytest_cache', '.mypy_cache', '.ruff_cache', '.hypothesis', '.tox', '.nox', 'htmlcov'])

/** Copies a folder without its history and caches. Links inside of it stay links inside of the copy. Throws an Error that says what could not be copied; nothing is left then. */
export async function copyWorkTree(root: string, signal?: AbortSignal): Promise<WorkCopy> {
  await removeLeftCopies()
  const home = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`))
  const dispose = (): Promise<void> => rm(home, { recursive: true, force: true, maxRetries: 3 })
  try {
    const target = join(await realpath(home), 'tree')
    const others = createHash('sha256')
    await copyFolder(root, target, { root, others, signal })
    return { root: target, otherFiles: others.digest('hex'), dispose }
  } catch (error) {
    await dispose()
    throw error
  }
}

const PREFIX = 'demock-verify-'

/** A process that was killed could not remove its copy. */
async function removeLeftCopies(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, id] = /^demock-verify-(\d+)-/.exec(name) ?? []
    if (id === undefined || isRunning(Number(id))) continue
    const home = join(tmpdir(), name)
    if ((await stat(home).catch(() => undefined))?.uid === process.getuid?.()) await rm(home, { recursive: true, force: true }).catch(() => undefined)
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

interface Copying {
  readonly root: string
  readonly others: Hash
  readonly signal: AbortSignal | undefined
}

async function copyFolder(from: string, to: string, copying: Copying): Promise<void> {
  await mkdir(to, { recursive: true })
  const entries = await readdir(from, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    copying.signal?.throwIfAborted()
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) {
      if (LEFT_OUT.has(entry.name)) continue
      if (LINKED.has(entry.name) || existsSync(join(source, 'pyvenv.cfg'))) await symlink(source, target, 'junction')
      else await copyFolder(source, target, copying)
    } else if (entry.isSymbolicLink()) {
      await copyLink(source, target)
    } else if (entry.isFile()) {
      await copyFile(source, target, constants.COPYFILE_FICLONE)
      const { mode, size, mtimeMs } = await stat(source)
      // What may not be written must be broken all the same, in the copy.
      if ((mode & 0o200) === 0) await chmod(target, mode | 0o200)
      if (languageOf(source) === undefined) copying.others.update(JSON.stringify([relative(copying.root, source), size, mtimeMs]))
    }
  }
}

/** A relative link leads to the same place in the copy; where it leads out of the tree, its target is named in full. */
async function copyLink(source: string, target: string): Promise<void> {
  const leadsTo = await readlink(source)
  const inCopy = resolve(dirname(target), leadsTo)
  const absolute = resolve(dirname(source), leadsTo)
  await symlink(inCopy.startsWith(dirname(target)) || existsSync(inCopy) ? leadsTo : absolute, target)
}
