import { copyFile, readFile } from 'node:fs/promises'
import path from 'node:path'
import { installedFolder, Missing, ROOT } from './installed-folder.mjs'
import { runCommand, runNpm } from './run-command.mjs'

const OLDEST_PYTHON = [3, 10]

/**
 * The Python in which converted Python tests run: a virtual environment made once from `test/environments/<name>/requirements.txt`.
 * @param {{name?: 'python' | 'python-oldest' | 'python-types' | 'pre-commit', log?: (line: string) => void}} [options] `python-oldest`: the oldest versions that
 *   support files promise to run with; `python-types`: mypy; `pre-commit`: the program of that name
 * @returns {Promise<string>} absolute path of its interpreter
 * @throws {Missing} naming what is missing and how to get it
 */
export async function pythonEnvironment({ name = 'python', log } = {}) {
  const requirements = path.join(ROOT, 'test/environments', name, 'requirements.txt')
  const text = await readFile(requirements, 'utf8')
  const base = await findPython()
  const folder = await installedFolder({
    name: `${name}-${base.version}`,
    recipe: [base.version, text],
    log,
    install: async (into) => {
      log?.(`${name}-${base.version}: making a virtual environment with the packages of ${path.relative(ROOT, requirements)}, once …`)
      const made = await runCommand(base.program, ['-m', 'venv', into])
      if (made.code !== 0) {
        throw new Missing(`Python ${base.version} cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv\n${made.output.trim()}`)
      }
      const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--progress-bar=off', '-r', requirements]
      const installed = await runCommand(interpreter(into), pip, { onLine: (line) => line.startsWith('Collecting ') && log?.(`  ${line}`) })
      if (installed.code !== 0) {
        throw new Missing(`pip could not install ${path.relative(ROOT, requirements)} (is the package index within reach?)\n${installed.output.trim()}`)
      }
    },
  })
  return interpreter(folder)
}

/**
 * The packages with which converted JavaScript and TypeScript tests run, installed once from the lock file in `test/environments/javascript`.
 * @param {{log?: (line: string) => void}} [options]
 * @returns {Promise<string>} absolute path of a folder with `package.json` and `node_modules`
 * @throws {Missing} naming what is missing and how to get it
 */
export function javascriptEnvironment({ log } = {}) {
  return npmEnvironment('javascript', { log })
}

/**
 * The frameworks in which converted tests run as parts of real applications, installed once from the lock file in `test/environments/frameworks`.
 * @param {{log?: (line: string) => void}} [options]
 * @returns {Promise<string>} absolute path of a folder with `node_modules`
 * @throws {Missing} naming what is missing and how to get it
 */
export function frameworksEnvironment({ log } = {}) {
  return npmEnvironment('frameworks', { log })
}

/**
 * Published JSON schemas and a validator, installed once from the lock file in `test/environments/schemas`.
 * @param {{log?: (line: string) => void}} [options]
 * @returns {Promise<string>} absolute path of a folder with `node_modules`
 * @throws {Missing} naming what is missing and how to get it
 */
export function schemasEnvironment({ log } = {}) {
  return npmEnvironment('schemas', { log })
}

/**
 * Installs `test/environments/<name>` by its lock file into the cache, without running any install script.
 * @param {string} name
 * @param {{log?: (line: string) => void, recipe?: readonly string[], finish?: (folder: string) => Promise<void>}} options
 *   `finish` does what is left after npm; `recipe` names what it depends on
 */
export async function npmEnvironment(name, { log, recipe = [], finish }) {
  const source = path.join(ROOT, 'test/environments', name)
  const files = ['package.json', 'package-lock.json']
  const texts = await Promise.all(files.map((file) => readFile(path.join(source, file), 'utf8')))
  return installedFolder({
    name,
    recipe: [...texts, ...recipe],
    log,
    install: async (into) => {
      log?.(`${name}: installing the packages of test/environments/${name}, once …`)
      await Promise.all(files.map((file) => copyFile(path.join(source, file), path.join(into, file))))
      const installed = await runNpm(['ci'], { cwd: into })
      if (installed.code !== 0) {
        throw new Missing(`npm ci of test/environments/${name} failed (is the package registry within reach?)\n${installed.output.trim()}`)
      }
      await finish?.(into)
    },
  })
}

function interpreter(folder) {
  return process.platform === 'win32' ? path.join(folder, 'Scripts/python.exe') : path.join(folder, 'bin/python')
}

async function findPython() {
  const oldest = OLDEST_PYTHON.join('.')
  const seen = []
  for (const program of [process.env.PYTHON, 'python3', 'python'].filter(Boolean)) {
    const { code, stdout } = await runCommand(program, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'])
    if (code !== 0) continue
    const version = stdout.trim()
    const [major, minor] = version.split('.').map(Number)
    if (major > OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1])) return { program, version }
    seen.push(`${program} is ${version}`)
  }
  throw new Missing(`Python ${oldest} or newer is needed to run converted tests (${seen.join(', ') || 'none found'}); `
    + 'on Debian and Ubuntu: apt-get install python3 python3-venv; or name one in the environment variable PYTHON')
}
