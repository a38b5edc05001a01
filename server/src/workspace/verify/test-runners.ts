import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'
import type { CommandLine, CommandResult } from './run-command.ts'
import { runCommand } from './run-command.ts'
import { readJest, readJunit, readMocha, readUnittest } from './test-results.ts'
import type { TestResults } from './test-results.ts'

export const RUNNERS = ['pytest', 'unittest', 'vitest', 'jest', 'mocha', 'node'] as const
export type RunnerName = (typeof RUNNERS)[number]

/** How the tests of some files run. */
export interface TestRunner {
  readonly name: RunnerName
  /** The command for test files (absolute), which writes its results to a file; with `bail` it may stop at the first failure. */
  command(files: readonly string[], resultsFile: string, bail: boolean): CommandLine
  /** Results as the file and the output tell them; undefined when there are none. */
  results(resultsFile: string, output: string): TestResults | undefined
}

export interface RunnerRequest {
  /** Absolute root of the work copy. */
  readonly root: string
  /** Of the test file, relative to the root, with `/`. */
  readonly path: string
  readonly text: string
  /** The Python interpreter that the user named. */
  readonly python?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** Finds out how a test file is run, or why that cannot be told. */
export async function runnerFor(request: RunnerRequest): Promise<TestRunner | { readonly problem: string }> {
  return request.path.endsWith('.py') ? pythonRunner(request) : javascriptRunner(request)
}

async function pythonRunner({ root, path, text, python, signal }: RunnerRequest): Promise<TestRunner | { readonly problem: string }> {
  const home = nearest(root, path, ['pytest.ini', 'pyproject.toml', 'tox.ini', 'setup.cfg', 'setup.py']) ?? root
  const program = python ?? interpreterIn(root, path)
  // The copy comes before an editable installation, which leads to the user's own tree.
  const sources = [home, join(home, 'src'), root, join(root, 'src')].filter((folder, index, all) => existsSync(folder) && all.indexOf(folder) === index)
  const env = { PYTHONPATH: [...sources, process.env['PYTHONPATH'] ?? ''].filter(Boolean).join(delimiter), PYTHONDONTWRITEBYTECODE: '1' }
  const has = async (module: string): Promise<CommandResult> => runCommand({ program, args: ['-c', `import ${module}`], cwd: home, env }, 30_000, signal)
  const pytest = await has('pytest')
  if (pytest.code === 0) {
    return {
      name: 'pytest',
      command: (files, resultsFile, bail) => ({
        program, cwd: home, env, args: ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', `--junitxml=${resultsFile}`, ...(bail ? ['-x'] : []), ...files.map((file) => relative(home, file))],
      }),
      results: (resultsFile) => fileOf(resultsFile, readJunit),
    }
  }
  if (pytest.code === null) return { problem: `there is no Python interpreter ${program}: make a virtual environment .venv, or name one with --python` }
  if (!/^\s*(?:import|from)\s+unittest\b/m.test(text) || /^\s*(?:import|from)\s+pytest\b/m.test(text)) return { problem: `${program} has no pytest: install it there, or name another interpreter with --python` }
  return {
    name: 'unittest',
    command: (files, _resultsFile, bail) => ({
      program, cwd: home, env, args: ['-m', 'unittest', '-v', ...(bail ? ['-f'] : []), ...files.map((file) => relative(home, file).replace(/\.py$/, '').split(/[\\/]/).join('.'))],
    }),
    results: (_resultsFile, output) => {
      const results = readUnittest(output)
      return results.size > 0 ? results : undefined
    },
  }
}

/** The interpreter of the nearest virtual environment, of the active one, or of the PATH. */
function interpreterIn(root: string, path: string): string {
  const folders = foldersAround(root, path).flatMap((folder) => ['.venv', 'venv', 'env', '.env'].map((name) => join(folder, name)))
  const environments = [...folders, ...[process.env['VIRTUAL_ENV'], process.env['CONDA_PREFIX']].filter((folder) => folder !== undefined)]
  const programs = environments.flatMap((folder) => [join(folder, 'bin', 'python'), join(folder, 'Scripts', 'python.exe')])
  return programs.find((program) => existsSync(program)) ?? (process.platform === 'win32' ? 'python' : 'python3')
}

function javascriptRunner({ root, path, text }: RunnerRequest): TestRunner | { readonly problem: string } {
  const home = nearest(root, path, ['package.json'])
  if (home === undefined) return { problem: 'there is no package.json around it that would tell how it is run' }
  const name = runnerOfText(text) ?? runnerOfPackage(foldersAround(root, path))
  if (name === undefined) return { problem: `package.json names none of the test runners that Demock knows: vitest, jest, mocha` }
  const env = { CI: '1', FORCE_COLOR: '0', NO_COLOR: '1' }
  if (name === 'node') {
    return {
      name,
      command: (files, resultsFile) => ({
        program: process.execPath, cwd: home, env,
        args: ['--test', '--test-reporter=junit', `--test-reporter-destination=${resultsFile}`, '--test-reporter=spec', '--test-reporter-destination=stdout', ...files.map((file) => relative(home, file))],
      }),
      results: (resultsFile) => fileOf(resultsFile, readJunit),
    }
  }
  const entry = foldersAround(root, path).map((folder) => entryOf(folder, name)).find((file) => file !== undefined)
  if (entry === undefined) return { problem: `${name} is not installed: no node_modules around it has it` }
  const options: Readonly<Record<typeof name, (files: readonly string[], resultsFile: string, bail: boolean) => readonly string[]>> = {
    vitest: (files, resultsFile, bail) => ['run', '--reporter=json', '--reporter=default', `--outputFile.json=${resultsFile}`, '--watch=false', ...(bail ? ['--bail=1'] : []), ...files.map((file) => relative(home, file))],
    jest: (files, resultsFile, bail) => ['--json', `--outputFile=${resultsFile}`, '--watchAll=false', '--cache=false', ...(bail ? ['--bail=1'] : []), '--runTestsByPath', ...files],
    mocha: (files, resultsFile, bail) => ['--reporter', 'json', '--reporter-option', `output=${resultsFile}`, ...(bail ? ['--bail'] : []), ...files.map((file) => relative(home, file))],
  }
  return {
    name,
    command: (files, resultsFile, bail) => ({ program: process.execPath, cwd: home, env, args: [entry, ...options[name](files, resultsFile, bail)] }),
    results: (resultsFile) => fileOf(resultsFile, name === 'mocha' ? readMocha : readJest),
  }
}

function runnerOfText(text: string): Exclude<RunnerName, 'pytest' | 'unittest'> | undefined {
  const [, module] = /(?:from|require\()\s*['"](vitest|@jest\/globals|node:test|mocha)['"]/.exec(text) ?? []
  return module === undefined ? undefined : module === '@jest/globals' ? 'jest' : module === 'node:test' ? 'node' : module === 'mocha' ? 'mocha' : 'vitest'
}

/** The first runner that a package around the file depends on, the nearest package first. */
function runnerOfPackage(folders: readonly string[]): 'vitest' | 'jest' | 'mocha' | undefined {
  for (const folder of folders) {
    const manifest = manifestOf(folder)
    const found = (['vitest', 'jest', 'mocha'] as const).find((name) => ['dependencies', 'devDependencies'].some((list) => Object.hasOwn(Object(manifest[list]), name)))
    if (found) return found
  }
  return undefined
}

/** The script that a package's `bin` names. */
function entryOf(folder: string, name: string): string | undefined {
  const home = join(folder, 'node_modules', name)
  const { bin } = manifestOf(home)
  const script = typeof bin === 'string' ? bin : (Object(bin) as Readonly<Record<string, unknown>>)[name]
  return typeof script === 'string' && existsSync(join(home, script)) ? join(home, script) : undefined
}

function manifestOf(folder: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))) as Readonly<Record<string, unknown>>
  } catch {
    return {}
  }
}

function nearest(root: string, path: string, names: readonly string[]): string | undefined {
  return foldersAround(root, path).find((folder) => names.some((name) => existsSync(join(folder, name))))
}

/** The folder of a file and those around it, up to the root. Absolute. */
function foldersAround(root: string, path: string): string[] {
  const folders: string[] = []
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    folders.push(join(root, folder))
    if (folder === '.' || folder === '/') return folders
  }
}

function fileOf(path: string, read: (text: string) => TestResults): TestResults | undefined {
  try {
    return read(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
