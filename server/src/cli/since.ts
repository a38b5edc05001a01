import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { currentOf, knownOf } from '../core/gate/entries.ts'
import { sinceRef, writeTree } from '../workspace/git.ts'
import type { Known } from './baseline.ts'
import { scanPaths } from './scanning.ts'
import type { ScanOptions, Surroundings } from './scanning.ts'
import type { Terminal } from './terminal.ts'

/** What decides the mocks of a commit: sources, and the files that say which of them are tests and where modules are. */
const DECIDING = ['*.py', '*.pyi', '*.js', '*.jsx', '*.mjs', '*.cjs', '*.ts', '*.tsx', '*.mts', '*.cts', '*.json', '*.toml', '*.cfg', '*.ini', '.gitignore', '**/.gitignore', '**/pyvenv.cfg']

/** The mocks at the commit where the branch left a ref, found by today's Demock with today's settings. Throws a GitError where git cannot tell. */
export async function mocksAt(ref: string, terminal: Terminal, paths: readonly string[], options: ScanOptions, surroundings: Surroundings): Promise<Known> {
  const { base, top, renamed } = await sinceRef(terminal.folder, ref)
  const here = relative(top, surroundings.host.realPath(terminal.folder)).split(sep).filter((part) => part !== '').join('/')
  const temporary = await mkdtemp(join(tmpdir(), 'demock-since-'))
  try {
    await writeTree(top, base, DECIDING, join(temporary, 'tree'))
    const root = join(temporary, 'tree', here)
    const there = surroundings.host.stat(root) ? paths.filter((path) => surroundings.host.stat(join(root, path))) : []
    const isEmpty = !surroundings.host.stat(root) || (paths.length > 0 && there.length === 0)
    const files = isEmpty ? [] : (await scanPaths(terminal, there, { ...options, 'no-cache': true }, surroundings, root)).files
    const inside = (path: string): string | undefined => (here === '' ? path : path.startsWith(`${here}/`) ? path.slice(here.length + 1) : undefined)
    const moves = [...renamed].flatMap(([from, to]) => {
      const [old, now] = [inside(from), inside(to)]
      return old === undefined || now === undefined ? [] : [[old, now] as const]
    })
    return { against: { kind: 'ref', ref, base }, entries: currentOf(files).map((mock) => knownOf(mock)), renamed: new Map(moves) }
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}
