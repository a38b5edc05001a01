import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { installedFolder, Missing, ROOT } from '../../../scripts/installed-folder.mjs'
import { runCommand, runNpm } from '../../../scripts/run-command.mjs'
import { astGrep } from '../../bench/ast-grep.mjs'

const VERSIONS = {
  mockbuster: '0.1.4', ruff: '0.17.6', 'testing-conventions': '0.0.141', 'ast-grep': '0.51.1',
  eslint: '10.15.0', 'eslint-plugin-jest': '29.17.0', '@vitest/eslint-plugin': '1.6.27', '@typescript-eslint/parser': '8.73.0', typescript: '6.0.3',
}

/** Everything of unittest.mock that makes a double or replaces something, and the other libraries' ways in. */
const BANNED_NAMES = [
  ...['unittest.mock', 'mock'].flatMap((module) => ['Mock', 'MagicMock', 'AsyncMock', 'NonCallableMock', 'NonCallableMagicMock', 'PropertyMock', 'create_autospec', 'mock_open', 'patch'].map((name) => `${module}.${name}`)),
  'pytest.MonkeyPatch', 'pytest_mock.MockerFixture', 'pytest_mock.MockFixture', 'responses.activate', 'responses.RequestsMock', 'requests_mock.Mocker', 'requests_mock.mock', 'aioresponses.aioresponses',
  'respx.mock', 'freezegun.freeze_time', 'time_machine.travel', 'moto.mock_aws', 'fakeredis.FakeRedis', 'fakeredis.FakeStrictRedis', 'fakeredis.aioredis.FakeRedis', 'django.test.override_settings',
]
const BANNED_MODULES = ['unittest.mock', 'mock', 'pytest_mock', 'responses', 'requests_mock', 'aioresponses', 'respx', 'freezegun', 'time_machine', 'moto', 'fakeredis']

/**
 * The tools to compare, each with the languages it reads. `install` makes it ready and answers with what runs it in the root of a checkout:
 * `(checkout, files, name) => Map` of path to reports {line, column?}.
 */
export const TOOLS = [
  { name: 'Demock', languages: ['python', 'ecmascript'], version: () => JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).version, install: async () => demock },
  { name: 'ast-grep, all names', languages: ['python', 'ecmascript'], version: () => VERSIONS['ast-grep'], install: (log) => patterns(path.join(import.meta.dirname, 'ast-grep-rules.yml'), log) },
  { name: 'ast-grep, fast patterns', languages: ['python', 'ecmascript'], version: () => VERSIONS['ast-grep'], install: (log) => patterns(path.join(ROOT, 'test/bench/ast-grep-rules.yml'), log) },
  { name: 'mockbuster', languages: ['python'], version: () => VERSIONS.mockbuster, install: mockbuster },
  { name: 'Ruff, names banned', languages: ['python'], version: () => VERSIONS.ruff, install: (log) => ruff(BANNED_NAMES, log) },
  { name: 'Ruff, imports banned', languages: ['python'], version: () => VERSIONS.ruff, install: (log) => ruff(BANNED_MODULES, log) },
  { name: 'ESLint', languages: ['ecmascript'], version: () => `${VERSIONS.eslint}, eslint-plugin-jest ${VERSIONS['eslint-plugin-jest']}, @vitest/eslint-plugin ${VERSIONS['@vitest/eslint-plugin']}`, install: eslint },
  { name: 'testing-conventions', languages: ['python', 'ecmascript'], version: () => VERSIONS['testing-conventions'], install: testingConventions },
]

async function demock(checkout, files) {
  const { stdout } = await run(process.execPath, [path.join(ROOT, 'dist/cli.cjs'), 'scan', ...files, '--format', 'json', '--no-progress', '--no-cache'], { cwd: checkout })
  return new Map(JSON.parse(stdout).files.map((file) => [file.path, file.sites.filter(({ confidence }) => confidence !== 'low')]))
}

async function patterns(rules, log) {
  const program = await astGrep(log)
  return async (checkout, files) => {
    const { stdout } = await run(program, ['scan', '--rule', rules, '--json=compact', '--no-ignore', 'hidden', '--no-ignore', 'vcs', ...files], { cwd: checkout })
    return grouped(JSON.parse(stdout), (match) => [match.file, { line: match.range.start.line + 1, column: match.range.start.column + 1 }])
  }
}

async function mockbuster(log) {
  const python = await pythonWith('mockbuster', [`mockbuster==${VERSIONS.mockbuster}`], [3, 12], log)
  return async (checkout, files) => {
    // Run outside of the checkout: it would read the project's own pyproject.toml. Its script names the folder in which it was installed first, which may be gone.
    const places = new Map(files.map((file) => [path.join(checkout, file), file]))
    const { code, stdout, output } = await run(program(python, 'python'), ['-c', 'from mockbuster.cli import app; app()', ...places.keys(), '--no-baseline'], { cwd: python, env: { ...process.env, COLUMNS: '1000', NO_COLOR: '1' } })
    if (code !== 0) throw new Error(`mockbuster failed in ${checkout}\n${output}`)
    let file = ''
    return grouped(stdout.split('\n').flatMap((text) => {
      const line = /^ {2}Line (\d+): /.exec(text)
      if (line) return [{ file, line: Number(line[1]) }]
      file = places.get(text.trim()) ?? file
      return []
    }), ({ file: place, line }) => [place, { line }])
  }
}

async function ruff(banned, log) {
  const python = await pythonWith('ruff', [`ruff==${VERSIONS.ruff}`], [3, 9], log)
  const api = banned.map((name) => `"${name}".msg = "mock"`).join(', ')
  const args = ['check', '--isolated', '--no-cache', '--ignore-noqa', '--select', 'TID251,PT008,PGH005', '--output-format', 'json', '--config', `lint.flake8-tidy-imports.banned-api = {${api}}`]
  return async (checkout, files) => {
    const { stdout } = await run(program(python, 'ruff'), [...args, ...files], { cwd: checkout })
    return grouped(JSON.parse(stdout), ({ filename, location }) => [path.relative(checkout, filename), { line: location.row, column: location.column }])
  }
}

async function eslint(log) {
  const names = ['eslint', 'eslint-plugin-jest', '@vitest/eslint-plugin', '@typescript-eslint/parser', 'typescript']
  const dependencies = Object.fromEntries(names.map((name) => [name, VERSIONS[name]]))
  const config = path.join(import.meta.dirname, 'eslint.config.mjs')
  const folder = await installedFolder({
    name: 'peer-eslint', recipe: [JSON.stringify(dependencies), readFileSync(config, 'utf8')], log,
    install: async (into) => {
      writeFileSync(path.join(into, 'package.json'), JSON.stringify({ private: true, dependencies }))
      const { code, output } = await runNpm(['install'], { cwd: into })
      if (code !== 0) throw new Missing(`npm could not install ESLint and its plugins\n${output}`)
      copyFileSync(config, path.join(into, 'eslint.config.mjs'))
    },
  })
  return async (checkout, files) => {
    const args = [path.join(folder, 'node_modules/eslint/bin/eslint.js'), '--no-config-lookup', '-c', path.join(folder, 'eslint.config.mjs'), '--no-ignore', '-f', 'json', ...files]
    const { stdout } = await run(process.execPath, args, { cwd: checkout })
    return new Map(JSON.parse(stdout).map(({ filePath, messages }) => {
      const fatal = messages.find((message) => message.fatal)
      if (fatal) throw new Error(`ESLint cannot read ${filePath}: ${fatal.message}`)
      const lines = readFileSync(filePath, 'utf8').split('\n')
      return [path.relative(checkout, filePath), messages.filter(({ ruleId }) => ruleId !== null).map((message) => startOfChain(lines, message))]
    }))
  }
}

/** The rules report the method; where it stands on a line below `vi` or `jest`, the line of the object is meant. */
function startOfChain(lines, { line, column }) {
  return /^\s*\.\s*$/.test(lines[line - 1].slice(0, column - 1)) ? { line: line - 1 } : { line }
}

/**
 * It reads only `*_test.py`, `conftest.py` and `*.test.ts(x)` below a package's `tests/integration` and `src`, so the files are copied there under such names, with the package's
 * name, by which it knows first-party modules. What it says of one line by several rules counts once. Rules that are not about mocks are left out.
 */
async function testingConventions(log) {
  const python = await pythonWith('testing-conventions', ['--no-deps', `testing-conventions==${VERSIONS['testing-conventions']}`], [3, 9], log)
  return async (checkout, files, name) => {
    const language = files[0].endsWith('.py') ? 'python' : 'typescript'
    const folder = path.join(ROOT, '.cache', 'corpus-peers', name)
    const copies = copyRenamed(checkout, files, folder, name)
    const reports = []
    const lint = async (tier, where, rules) => {
      const { code, output } = await run(program(python, 'testing-conventions'), [tier, 'lint', '--language', language, where], { cwd: folder })
      if (code === 1 && !output.includes('violation(s)')) throw new Error(`testing-conventions failed in ${checkout}\n${output}`)
      for (const [, file, line, rule] of output.matchAll(/^(.+?):(\d+): ([a-z-]+) — /gm)) {
        const original = copies.get(path.relative(where, path.resolve(folder, file)))
        if (rules.includes(rule) && original) reports.push({ file: original, line: Number(line), rule })
      }
    }
    await lint('integration', path.join(folder, 'tests', 'integration'), ['no-inline-patch', 'no-first-party-patch', 'no-constant-patch', 'no-monkeypatch', 'no-first-party-mock'])
    if (language === 'typescript') await lint('unit', path.join(folder, 'src'), ['untyped-mock'])
    const order = new Map()
    const once = new Map(reports.map((report) => {
      const rule = `${report.file}:${report.line}:${report.rule}`
      order.set(rule, (order.get(rule) ?? 0) + 1)
      return [`${report.file}:${report.line}:${order.get(rule)}`, report]
    }))
    return grouped([...once.values()], ({ file, line }) => [file, { line }])
  }
}

function copyRenamed(checkout, files, folder, name) {
  rmSync(folder, { recursive: true, force: true })
  const copies = new Map()
  for (const file of files) {
    const copy = path.basename(file) === 'conftest.py' ? file : file.replace(/\.py$/, '_test.py').replace(/(?:\.test|\.spec)?\.[cm]?[jt]s(x?)$/, '.test.ts$1')
    copies.set(path.normalize(copy), file)
    for (const tier of ['tests/integration', 'src']) {
      mkdirSync(path.dirname(path.join(folder, tier, copy)), { recursive: true })
      copyFileSync(path.join(checkout, file), path.join(folder, tier, copy))
    }
  }
  const packageName = name.split('+')[1].toLowerCase().replace(/^python-/, '')
  writeFileSync(path.join(folder, 'pyproject.toml'), `[project]\nname = "${packageName}"\n`)
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: packageName }))
  return copies
}

/** A virtual environment with packages, of the first Python that is new enough; `DEMOCK_PEERS_PYTHON` names one. */
async function pythonWith(name, packages, oldest, log) {
  const candidates = [process.env.DEMOCK_PEERS_PYTHON, 'python3', 'python3.14', 'python3.13', 'python3.12', 'python'].filter(Boolean)
  for (const candidate of candidates) {
    const { code, stdout } = await runCommand(candidate, ['-c', 'import sys; print(*sys.version_info[:2])'])
    const [major, minor] = stdout.trim().split(' ').map(Number)
    if (code !== 0 || major !== oldest[0] || minor < oldest[1]) continue
    const folder = await installedFolder({
      name: `peer-${name}`, recipe: [`${major}.${minor}`, ...packages], log,
      install: async (into) => {
        const made = await runCommand(candidate, ['-m', 'venv', into])
        if (made.code !== 0) throw new Missing(`${candidate} cannot make virtual environments\n${made.output}`)
        const { code: failed, output } = await runCommand(program(into, 'python'), ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--no-input', ...packages])
        if (failed !== 0) throw new Missing(`pip could not install ${packages.join(' ')}\n${output}`)
      },
    })
    return folder
  }
  throw new Missing(`${name} needs Python ${oldest.join('.')} or newer; DEMOCK_PEERS_PYTHON=<interpreter> names one`)
}

function program(environment, name) {
  return process.platform === 'win32' ? path.join(environment, 'Scripts', `${name}.exe`) : path.join(environment, 'bin', name)
}

/** Runs a peer; 1 means that it found something. */
async function run(command, args, options) {
  const result = await runCommand(command, args, options)
  if (result.code !== 0 && result.code !== 1) throw new Error(`${path.basename(command)} ended with ${result.code} in ${options.cwd}\n${result.output.slice(0, 2000)}`)
  return result
}

function grouped(list, entry) {
  const groups = new Map()
  for (const item of list) {
    const [file, report] = entry(item)
    groups.set(file, [...(groups.get(file) ?? []), report])
  }
  return groups
}
