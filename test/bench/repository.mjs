import { cp, mkdir, readdir, stat } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { installedFolder, ROOT } from '../../scripts/installed-folder.mjs'
import { runCommand } from '../../scripts/run-command.mjs'

const ENOUGH_LINES = 1_000_000
const LARGEST_FILE = 500_000
const SOURCE = /\.(?:py|[cm]?[jt]sx?)$/

/** A repository of a million lines and more, with an honest note of what it is: that of `DEMOCK_BENCH_REPO`, or one put together from what every machine has. */
export async function benchRepository(log) {
  const given = process.env.DEMOCK_BENCH_REPO
  if (given) return { folder: path.resolve(given), note: 'the folder in DEMOCK_BENCH_REPO', ...(await sizeOf(path.resolve(given))) }
  const { stdout } = await runCommand('python3', ['-c', 'import platform, sysconfig; print(platform.python_version()); print(sysconfig.get_path("stdlib"))'])
  const [version, library] = stdout.trim().split('\n')
  if (!library) throw new Error('the stand-in repository needs python3; name a repository of yours in DEMOCK_BENCH_REPO instead')
  const lock = readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')
  const folder = await installedFolder({ name: 'bench-repository', recipe: ['1', version, lock], log, install: (into) => assemble(into, library) })
  const note = `a stand-in: the library of CPython ${version} with its tests, and the sources of our node_modules under the names of tests, copied until there are a million lines; `
    + 'real repositories hold more mocks (name one in DEMOCK_BENCH_REPO)'
  return { folder, note, ...(await sizeOf(folder)) }
}

async function assemble(into, library) {
  // A repository of its own: the rules of ours, which ignore the cache, do not hold in it.
  await mkdir(path.join(into, '.git', 'info'), { recursive: true })
  for (let round = 1; ; round++) {
    await copySources(library, path.join(into, `python-${round}`), (name) => name)
    await copySources(path.join(ROOT, 'node_modules'), path.join(into, `web-${round}`), (name) => name.replace(/\.([cm]?[jt]sx?)$/, '.test.$1'))
    if ((await sizeOf(into)).lines >= ENOUGH_LINES) return
  }
}

async function copySources(from, to, rename) {
  for await (const file of sourcesIn(from)) {
    if ((await stat(file)).size > LARGEST_FILE) continue
    // Names that scanners pass over are given new ones, else there would be nothing to compare.
    const parts = path.relative(from, file).split(path.sep).map((part) => part.replace(/^(?:build|dist|out|coverage|vendor|target|venv)$/, '$&-of').replace(/^\./, '_'))
    const target = path.join(to, ...parts.slice(0, -1), rename(parts.at(-1)))
    await mkdir(path.dirname(target), { recursive: true })
    await cp(file, target)
  }
}

async function* sourcesIn(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name)
    if (entry.isDirectory() && !['site-packages', '__pycache__', 'node_modules'].includes(entry.name)) yield* sourcesIn(full)
    else if (entry.isFile() && SOURCE.test(entry.name)) yield full
  }
}

async function sizeOf(folder) {
  let files = 0
  let lines = 0
  let bytes = 0
  for await (const file of sourcesIn(folder)) {
    const content = readFileSync(file)
    files++
    bytes += content.length
    for (let at = content.indexOf(10); at >= 0; at = content.indexOf(10, at + 1)) lines++
  }
  return { files, lines, megabytes: bytes / 1e6 }
}
