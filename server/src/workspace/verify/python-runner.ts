import { existsSync } from 'node:fs'
import { delimiter, isAbsolute, join, relative } from 'node:path'
import { runCommand } from './run-command.ts'
import type { CommandResult } from './run-command.ts'
import { foldersAround, nearestWith, textIn } from './runner-folders.ts'
import { namesIn, runnerOf } from './runner.ts'
import type { RunnerRequest, TestRunner, Tool } from './runner.ts'
import { readJunit, readUnittest } from './test-results.ts'

/** Files in the folder that Python tests of a project run in. */
const PROJECT = ['pytest.ini', '.pytest.ini', 'pyproject.toml', 'tox.ini', 'setup.cfg', 'setup.py', 'manage.py']

/** For a question to a program that is not the test runner, in milliseconds. */
const ASKING = 30_000

/** pytest of the project's environment, or unittest where that has no pytest and the test needs none. */
export async function pythonRunner(request: RunnerRequest): Promise<TestRunner | { readonly problem: string }> {
  const { root, path, text, python, signal, asked } = request
  const cwd = nearestWith(root, path, PROJECT) ?? root
  const program = python ?? interpreterAround(root, path) ?? await interpreterOfManager(request, cwd) ?? interpreterOfSystem()
  const { env } = pythonTool('pytest', root, cwd)
  const question = `${program}\n${cwd}`
  const pytest: CommandResult = asked?.get(question) ?? await runCommand({ program, args: ['-c', 'import pytest'], cwd, env }, ASKING, signal)
  asked?.set(question, pytest)
  if (pytest.code === 0) return runnerOf('pytest', pythonTool('pytest', root, cwd), { program, first: ['-m', 'pytest'], cwd })
  if (pytest.timedOut) return { problem: `${program} does not answer` }
  if (pytest.code === null) return { problem: `there is no Python interpreter ${program}: make a virtual environment .venv, or name one with --python` }
  if (!/^\s*(?:import|from)\s+unittest\b/m.test(text) || /^\s*(?:import|from)\s+pytest\b/m.test(text) || !/^\s*class\s+\w+\s*\([^)]*TestCase\b/m.test(text)) {
    return { problem: `${program} has no pytest: install it there, or name another interpreter with --python` }
  }
  return runnerOf('unittest', pythonTool('unittest', root, cwd), { program, first: ['-m', 'unittest'], cwd })
}

/** How pytest and unittest are told what to run. The tree comes first on the path: an editable installation leads to another one. No bytecode: a broken module of equal size and time would be taken for the whole one. */
export function pythonTool(name: 'pytest' | 'unittest', root: string, cwd: string): Tool {
  const sources = [cwd, join(cwd, 'src'), root, join(root, 'src')].filter((folder, index, all) => existsSync(folder) && all.indexOf(folder) === index)
  const env = { PYTHONPATH: [...sources, process.env['PYTHONPATH'] ?? ''].filter(Boolean).join(delimiter), PYTHONDONTWRITEBYTECODE: '1' }
  if (name === 'pytest') {
    return {
      env, printed: false, read: readJunit,
      args: (files, resultsFile, bail, folder) => ['-q', '-p', 'no:cacheprovider', `--junitxml=${resultsFile}`, ...(bail ? ['-x'] : []), ...namesIn(folder, files)],
    }
  }
  return { env, printed: true, read: readUnittest, args: (files, _resultsFile, bail, folder) => ['-v', ...(bail ? ['-f'] : []), ...files.map((file) => relative(folder, file).replace(/\.py$/, '').split(/[\\/]/).join('.'))] }
}

/** The interpreter of the nearest virtual environment, of the one that uv is told to use, or of the active one. */
function interpreterAround(root: string, path: string): string | undefined {
  const around = foldersAround(root, path)
  const { UV_PROJECT_ENVIRONMENT: ofUv, VIRTUAL_ENV: active } = process.env
  const uv = ofUv ? (isAbsolute(ofUv) ? [ofUv] : around.map((folder) => join(folder, ofUv))) : []
  return interpreterIn([...around.flatMap((folder) => ['.venv', 'venv', 'env', '.env'].map((name) => join(folder, name))), ...uv, ...(active ? [active] : [])])
}

/** Poetry and pipenv keep environments elsewhere and find them by the path of the project: it is the user's own tree that they are asked for. Neither needs a network for it. */
async function interpreterOfManager({ root, original = root, signal }: RunnerRequest, cwd: string): Promise<string | undefined> {
  const home = join(original, relative(root, cwd))
  const ask = async (program: string, args: readonly string[]): Promise<string | undefined> => {
    const { code, output } = await runCommand({ program, args, cwd: home, env: { NO_COLOR: '1', PIPENV_VERBOSITY: '-1' } }, ASKING, signal)
    return code === 0 ? output.split(/\r?\n/).map((line) => line.trim()).findLast((line) => isAbsolute(line) && existsSync(line)) : undefined
  }
  if (existsSync(join(home, 'poetry.lock')) || /^\[tool\.poetry\b/m.test(textIn(join(home, 'pyproject.toml')))) return ask('poetry', ['env', 'info', '--executable'])
  return existsSync(join(home, 'Pipfile')) ? ask('pipenv', ['--py']) : undefined
}

function interpreterOfSystem(): string {
  const { CONDA_PREFIX: conda } = process.env
  return interpreterIn(conda ? [conda] : []) ?? (process.platform === 'win32' ? 'python' : 'python3')
}

function interpreterIn(environments: readonly string[]): string | undefined {
  return environments.flatMap((folder) => [join(folder, 'bin', 'python'), join(folder, 'Scripts', 'python.exe')]).find((program) => existsSync(program))
}
