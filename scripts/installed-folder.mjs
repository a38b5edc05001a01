import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** The project's folder. */
export const ROOT = path.resolve(import.meta.dirname, '..')

/** Where lazily installed things live; `DEMOCK_CACHE` moves it. */
export const CACHE = path.resolve(process.env.DEMOCK_CACHE || path.join(ROOT, '.cache'))

/** What stands between the user and a working command, with the remedy; printed without a stack. */
export class Missing extends Error {
  name = 'Missing'
}

/**
 * A folder below the cache that `install` fills once, named by what it is made of.
 *
 * The folder is made at its final place, since virtual environments do not survive a move; a marker written last says that it is whole.
 * Processes that want the same folder at the same time wait for the one that came first.
 * @param {{name: string, recipe: readonly string[], log?: (line: string) => void, install: (folder: string) => Promise<void>}} options
 *   `recipe`: texts (lock files, versions) whose change makes a new folder.
 * @returns {Promise<string>} absolute path
 */
export async function installedFolder({ name, recipe, log = () => {}, install }) {
  const hash = createHash('sha256').update(recipe.join('\0')).digest('hex').slice(0, 12)
  const folder = path.join(CACHE, `${name}-${hash}`)
  const marker = path.join(folder, '.installed')
  if (existsSync(marker)) return folder
  await mkdir(CACHE, { recursive: true })
  const release = await lock(`${folder}.lock`, () => log(`${name}: another process is installing it, waiting …`))
  try {
    if (existsSync(marker)) return folder
    const start = performance.now()
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder)
    try {
      await install(folder)
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    }
    await writeFile(marker, '')
    log(`${name}: ready after ${((performance.now() - start) / 1000).toFixed(0)} s in ${path.relative(process.cwd(), folder) || folder}`)
    return folder
  } finally {
    await release()
  }
}

/** Holds `file` with this process's id in it until released; a file whose process is gone counts for nothing. */
async function lock(file, onWait) {
  for (let waited = 0; ; waited++) {
    try {
      const handle = await open(file, 'wx')
      await handle.writeFile(String(process.pid))
      await handle.close()
      return () => rm(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (waited === 0) onWait()
    const owner = Number(await readFile(file, 'utf8').catch(() => ''))
    // An empty file is one that its owner is about to fill, unless it stays empty.
    if (owner ? !isAlive(owner) : waited > 20) await rm(file, { force: true })
    else await delay(250)
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
