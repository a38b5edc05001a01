import { describe, expect, it } from 'vitest'
import { createNodeHost } from '../../server/src/workspace/node-host.ts'
import { loadSettings } from '../../server/src/workspace/settings.ts'
import { testRunnerGlobs } from '../../server/src/workspace/test-runners.ts'
import { temporaryFolder } from './temporary-folder.ts'

const host = createNodeHost(() => {})
const globsOf = (files: Readonly<Record<string, string>>): string[] => testRunnerGlobs(temporaryFolder(files), host)

describe('the configuration of pytest', () => {
  it.each([
    ['pytest.ini', '[pytest]\npython_files = check_*.py *_check.py\n', ['**/check_*.py', '**/*_check.py']],
    ['pytest.ini', '[pytest]\n# ours\npython_files =\n    check_*.py\n    test_*.py  # both\naddopts = -q\n', ['**/check_*.py', '**/test_*.py']],
    ['tox.ini', '[tox]\npython_files = no.py\n[pytest]\ntestpaths = checks/ ./more\npython_files = *.py\n[other]\n', ['checks/**/*.py', 'more/**/*.py']],
    ['setup.cfg', '[tool:pytest]\r\npython_files=check_*.py\r\n', ['**/check_*.py']],
    ['pyproject.toml', '[tool.pytest.ini_options]\npython_files = ["check_*.py", "verify_*.py"]\n', ['**/check_*.py', '**/verify_*.py']],
    ['pyproject.toml', "[tool.pytest.ini_options]\npython_files = [\n  'check_*.py', # one\n  'verify_*.py',\n]\naddopts = ['-q']\n[tool.x]\n", ['**/check_*.py', '**/verify_*.py']],
    ['pyproject.toml', '[tool.pytest.ini_options]\npython_files = "check_*.py verify_*.py"\n', ['**/check_*.py', '**/verify_*.py']],
    ['pytest.ini', '[pytest]\npython_files = *.py\n', []],
    ['pytest.ini', '[pytest]\ntestpaths = tests\n', []],
    ['pyproject.toml', '[tool.other]\npython_files = "check_*.py"\n', []],
  ])('in %s %j', (file, text, globs) => {
    expect(globsOf({ [file]: text })).toEqual(globs)
  })

  it('is that of the first file which has it', () => {
    expect(globsOf({ 'pytest.ini': '[pytest]\npython_files = a_*.py\n', 'setup.cfg': '[tool:pytest]\npython_files = b_*.py\n' })).toEqual(['**/a_*.py'])
  })
})

describe('the configuration of jest and vitest', () => {
  it.each([
    ['package.json', '{ "jest": { "testMatch": ["<rootDir>/checks/**/*.js", "**/*.check.js", "!**/x.js"] } }', ['checks/**/*.js', '**/*.check.js']],
    ['jest.config.json', '{ "testMatch": "**/checks/*.ts" }', ['**/checks/*.ts']],
    ['jest.config.js', "/** @type {import('jest').Config} */\nmodule.exports = { testMatch: ['**/?(*.)+(spec|test|check).[jt]s?(x)'] }\n", ['**/?(*.)+(spec|test|check).[jt]s?(x)']],
    ['vitest.config.ts', "import { defineConfig } from 'vitest/config'\nexport default defineConfig({ test: { include: ['checks/**/*.ts', `more/**/*.check.ts`] } })\n", ['checks/**/*.ts', 'more/**/*.check.ts']],
    ['vite.config.mts', "export default defineConfig(() => ({ resolve: { include: ['a'] }, test: { include: ['checks/*.ts'] } }))\n", ['checks/*.ts']],
    ['vitest.config.ts', "export default defineConfig({ test: { include: ['**/*.ts', 'src/**/*.{ts,tsx}', '**/*', '../up/*.check.ts', somewhere] } })\n", []],
    ['vitest.config.ts', "export default defineConfig({ test: { include: ['src/**/*.{test,spec}.ts', '**/*.test.ts'] } })\n", ['src/**/*.{test,spec}.ts', '**/*.test.ts']],
    ['package.json', '{ "jest": [', []],
  ])('in %s %j', (file, text, globs) => {
    expect(globsOf({ [file]: text })).toEqual(globs)
  })
})

describe('the settings', () => {
  it('take what the runners name beside what demock.json includes', () => {
    const root = temporaryFolder({ 'demock.json': '{ "include": ["a/*.py"] }', 'pytest.ini': '[pytest]\npython_files = check_*.py\n' })
    expect(loadSettings(root, host).settings.include).toEqual(['a/*.py', '**/check_*.py'])
    expect(loadSettings(temporaryFolder({ 'pytest.ini': '[pytest]\npython_files = check_*.py\n' }), host).settings.include).toEqual(['**/check_*.py'])
  })
})
