import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { parseArgs } from 'node:util'
import { version } from '../../../package.json'
import { compareMocks } from '../core/gate/compare.ts'
import { currentOf, knownOf } from '../core/gate/entries.ts'
import { githubAnnotations } from '../core/gate/formats/github.ts'
import { gitlabReport } from '../core/gate/formats/gitlab.ts'
import { verdictJson } from '../core/gate/formats/json.ts'
import { junitReport } from '../core/gate/formats/junit.ts'
import { verdictMarkdown } from '../core/gate/formats/markdown.ts'
import { verdictSarif } from '../core/gate/formats/sarif.ts'
import { verdictText } from '../core/gate/formats/text.ts'
import { verdictOf } from '../core/gate/verdict.ts'
import type { Verdict } from '../core/gate/verdict.ts'
import type { Palette } from '../core/reports/text.ts'
import { BASELINE_FILE } from '../workspace/baseline-file.ts'
import { existsExactly } from '../workspace/exact-paths.ts'
import { sinceRef, writeTree } from '../workspace/git.ts'
import { readKnown, within } from './baseline.ts'
import type { Known } from './baseline.ts'
import { codeOfNothing, SCAN_OPTIONS, scanPaths, surroundingsOf } from './scanning.ts'
import type { ScanOptions, Surroundings } from './scanning.ts'
import { prepareShortRun } from './short-run.ts'
import { EXIT_CLEAN, EXIT_FAILURE, EXIT_FINDINGS } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const FORMATS: Readonly<Record<string, (verdict: Verdict, palette: Palette) => string>> = {
  text: verdictText,
  json: verdictJson,
  sarif: (verdict) => verdictSarif(verdict, version),
  gitlab: gitlabReport,
  junit: junitReport,
  github: githubAnnotations,
  markdown: verdictMarkdown,
}

/** `demock check [paths]`: the exit code. Throws a UsageError for arguments that make no sense, a GitError where git cannot tell what changed. */
export async function runCheck(args: readonly string[], terminal: Terminal): Promise<number> {
  prepareShortRun()
  const { values, positionals: paths } = parseArgs({
    args: [...args], allowPositionals: true, options: { since: { type: 'string' }, baseline: { type: 'string' }, format: { type: 'string' }, ...SCAN_OPTIONS },
  })
  const { format = 'text', since, baseline = BASELINE_FILE } = values
  const write = FORMATS[format]
  if (!write) throw new UsageError(`--format ${format}: must be one of ${Object.keys(FORMATS).join(', ')}`)
  if (since !== undefined && values.baseline !== undefined) throw new UsageError('--since compares with a commit, --baseline with a file: give one of them')
  const surroundings = surroundingsOf(terminal, paths, values.config)
  const known = since === undefined ? readKnown(terminal, baseline, surroundings.host) : await mocksAt(since, terminal, paths, values, surroundings)
  if (!known) return EXIT_FAILURE
  const result = await scanPaths(terminal, paths, values, surroundings)
  const code = codeOfNothing(result, terminal)
  if (code !== undefined) return code
  const unread = new Set(result.skipped.map(({ path }) => path))
  const verdict = verdictOf(compareMocks({
    before: known.entries.filter(({ file }) => within(terminal.folder, paths, file) && !unread.has(file)),
    now: currentOf(result.files),
    exists: existsExactly(terminal.folder, surroundings.host),
    renamed: known.renamed,
  }), known.against)
  await terminal.out(write(verdict, terminal.outColours))
  return verdict.passes ? EXIT_CLEAN : EXIT_FINDINGS
}

/** What decides the mocks of a commit: sources, and the files that say which of them are tests and where modules are. */
const DECIDING = ['*.py', '*.pyi', '*.js', '*.jsx', '*.mjs', '*.cjs', '*.ts', '*.tsx', '*.mts', '*.cts', '*.json', '*.toml', '*.cfg', '*.ini', '.gitignore', '**/.gitignore', '**/pyvenv.cfg']

/** The mocks at the commit where the branch left a ref, found by today's Demock with today's settings. */
async function mocksAt(ref: string, terminal: Terminal, paths: readonly string[], options: ScanOptions, surroundings: Surroundings): Promise<Known> {
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
