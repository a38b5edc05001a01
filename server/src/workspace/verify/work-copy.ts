import { copyFile, mkdir, mkdtemp, readdir, readlink, realpath, rm, symlink } from 'node:fs/promises'
import { constants, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** A copy of a work tree in which tests may run and code may be broken. */
export interface WorkCopy {
  /** Absolute. */
  readonly root: string
  /** Removes it. */
  dispose(): Promise<void>
}

/** Folders of installed packages: linked, as tests only read them. Virtual environments are known by their `pyvenv.cfg`. */
const LINKED = new Set(['node_modules', 'bower_components'])

/** Folders that tests need not, or that they make anew. */
const LEFT_OUT = new Set(['.git', '.hg', '.svn', '__pycache__', '.pytest_cache', '.mypy_cache', '.ruff_cache', '.hypothesis', '.tox', '.nox', 'htmlcov'])

/** Copies a folder without its history and caches. Links inside of it stay links inside of the copy. Throws an Error that says what could not be copied; nothing is left then. */
export async function copyWorkTree(root: string, signal?: AbortSignal): Promise<WorkCopy> {
  const home = await mkdtemp(join(tmpdir(), 'demock-verify-'))
  const copy: WorkCopy = { root: join(await realpath(home), 'tree'), dispose: () => rm(home, { recursive: true, force: true, maxRetries: 3 }) }
  try {
    await copyFolder(root, copy.root, { root, signal })
    return copy
  } catch (error) {
    await copy.dispose()
    throw error
  }
}

interface Copying {
  readonly root: string
  readonly signal: AbortSignal | undefined
}

async function copyFolder(from: string, to: string, copying: Copying): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(from, { withFileTypes: true })) {
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
