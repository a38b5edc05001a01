import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../workspace/temporary-folder.ts'
import { CLI } from './demock.ts'
import { existingGitFolder, gitFolder } from './git-folder.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
const MOCK = "import { vi } from 'vitest'\nconst send = vi.fn()\n"

interface Run {
  readonly code: number | null
  /** Standard output and error. */
  readonly output: string
}

function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Run> {
  return new Promise((settle, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, timeout: 280_000, killSignal: 'SIGKILL' })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => settle({ code, output }))
  })
}

/** A YAML file of the project. */
function yaml(file: string): unknown {
  const read = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1], encoding="utf8"))))'
  return JSON.parse(execFileSync(process.env['DEMOCK_PRE_COMMIT'] ?? '', ['-c', read, join(PROJECT, file)], { encoding: 'utf8' }))
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly { readonly id: string; readonly run: string; readonly shell: string; readonly 'working-directory'?: string; readonly env?: Readonly<Record<string, string>> }[] }
}

/** What a runner of GitHub does with the steps of action.yml: each in bash, with its inputs put in; the outputs of the last one, and the job's summary. */
async function runAction(inputs: Readonly<Record<string, string>>, workspace: string): Promise<Run & { readonly passed: string; readonly summary: string }> {
  const action = yaml('action.yml') as Action
  expect(action.runs.using).toBe('composite')
  const files = temporaryFolder({ output: '', summary: '' })
  const filled = (text: string): string => text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_all, name: string) => inputs[name] ?? action.inputs[name]?.default ?? `no input ${name}`)
  let last: Run = { code: null, output: '' }
  for (const step of action.runs.steps) {
    expect(step.shell).toBe('bash')
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)]))
    const cwd = join(workspace, filled(step['working-directory'] ?? '.'))
    last = await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], cwd, { ...env, GITHUB_ACTION_PATH: PROJECT, GITHUB_OUTPUT: join(files, 'output'), GITHUB_STEP_SUMMARY: join(files, 'summary'), RUNNER_TEMP: files })
    if (last.code !== 0) break
  }
  const written = (name: string): string => readFileSync(join(files, name), 'utf8')
  return { ...last, passed: /^passed=(\w+)$/m.exec(written('output'))?.[1] ?? '', summary: written('summary') }
}

describe('the GitHub action', () => {
  it('annotates new mocks, fails for them, and writes SARIF, a comment and the summary', async () => {
    const folder = gitFolder({ 'pack age/chat.test.ts': "import { it } from 'vitest'\n" })
    folder.git('switch', '-q', '-c', 'work')
    folder.commit('More', { 'pack age/chat.test.ts': MOCK })
    const ran = await runAction({ since: 'main', 'working-directory': 'pack age', 'sarif-file': 'out.sarif', 'comment-file': 'comment.md' }, folder.root)
    expect(ran).toMatchObject({ code: 1, passed: 'false', output: expect.stringContaining('::error file=chat.test.ts,line=2,') as string })
    expect(JSON.parse(readFileSync(join(folder.root, 'pack age/out.sarif'), 'utf8'))).toMatchObject({ runs: [{ results: [{ level: 'error' }] }] })
    expect(ran.summary).toContain('**+1 mock**')
    expect(readFileSync(join(folder.root, 'pack age/comment.md'), 'utf8')).toBe(ran.summary)
  })

  it('passes where nothing is new, on the paths that are named', async () => {
    const root = temporaryFolder({ 'a b.test.ts': MOCK, 'c.test.ts': MOCK, 'demock-baseline.jsonl': '{"demock":"baseline","version":1}\n' })
    writeFileSync(join(root, 'demock-baseline.jsonl'), '{"demock":"baseline","version":1}\n{"file":"a b.test.ts","scope":"","kind":"double","target":"send","service":"code"}\n')
    expect(await runAction({ paths: 'a b.test.ts\n' }, root)).toMatchObject({ code: 0, passed: 'true', output: '' })
    expect(await runAction({ paths: 'a b.test.ts\nc.test.ts\n' }, root)).toMatchObject({ code: 1, passed: 'false' })
  })

  it('fails loudly without a baseline', async () => {
    expect(await runAction({}, temporaryFolder({ 'a.test.ts': MOCK }))).toMatchObject({ code: 2, passed: 'false', output: expect.stringContaining('there is no baseline') as string, summary: '' })
  })
})

describe('the pre-commit hook', () => {
  it('is installed by pre-commit and stops a commit with a new mock', async () => {
    // A clone of the repository as it is now, so that what is not committed yet is tried.
    const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: PROJECT, encoding: 'utf8' }).split('\0').filter((path) => path !== '' && existsSync(join(PROJECT, path)))
    const copy = temporaryFolder({})
    for (const path of tracked) {
      if (/^(?:test|examples|docs\/images)\//.test(path)) continue
      mkdirSync(dirname(join(copy, path)), { recursive: true })
      cpSync(join(PROJECT, path), join(copy, path))
    }
    const hook = existingGitFolder(copy)
    hook.git('init', '-q', '-b', 'main')
    hook.commit('Copy', {})
    const user = gitFolder({ 'chat.test.ts': "import { it } from 'vitest'\n", 'demock-baseline.jsonl': '{"demock":"baseline","version":1}\n' })
    const env = { PRE_COMMIT_HOME: temporaryFolder({}), GIT_CONFIG_GLOBAL: '/dev/null' }
    const commit = process.env['DEMOCK_PRE_COMMIT'] ?? ''
    writeFileSync(join(user.root, '.pre-commit-config.yaml'), `repos:\n  - repo: ${copy}\n    rev: ${hook.git('rev-parse', 'HEAD').trim()}\n    hooks:\n      - id: demock\n`)
    const passed = await run(commit, ['-m', 'pre_commit', 'run', '--all-files'], user.root, env)
    expect(passed).toEqual({ code: 0, output: expect.stringMatching(/demock check\.+Passed/) as string })
    writeFileSync(join(user.root, 'chat.test.ts'), MOCK)
    user.git('add', '-A')
    const failed = await run(commit, ['-m', 'pre_commit', 'run'], user.root, env)
    expect(failed).toEqual({ code: 1, output: expect.stringMatching(/demock check\.+Failed[^]*chat\.test\.ts:2:14 {2}new double code/) as string })
  })
})

const EMPTY_BASELINE = '{"demock":"baseline","version":1}\n'

/** An environment in which `demock` is on the PATH. */
function withDemock(): NodeJS.ProcessEnv {
  const bin = temporaryFolder({})
  symlinkSync(CLI, join(bin, 'demock'))
  return { PATH: `${bin}:${process.env['PATH']}` }
}

describe('the example for GitLab', () => {
  it('fails for new mocks, and leaves the reports that it names in either case', async () => {
    const { mocks: { script, artifacts: { reports } } } = yaml('examples/ci/gitlab.yml') as {
      readonly mocks: { readonly script: readonly string[]; readonly artifacts: { readonly reports: { readonly codequality: string; readonly junit: string } } }
    }
    const env = withDemock()
    const folder = temporaryFolder({ 'a.test.ts': MOCK, 'demock-baseline.jsonl': EMPTY_BASELINE })
    // What a runner of GitLab does: all lines in one shell, which stops at the first that fails.
    const job = (): Promise<Run> => run('bash', ['-eo', 'pipefail', '-c', script.join('\n')], folder, env)
    expect(await job()).toMatchObject({ code: 1 })
    const issues = JSON.parse(readFileSync(join(folder, reports.codequality), 'utf8')) as unknown
    expect(issues).toMatchObject([{ location: { path: 'a.test.ts', lines: { begin: 2 } }, fingerprint: expect.stringMatching(/./) as string }])
    expect(readFileSync(join(folder, reports.junit), 'utf8')).toMatch(/<testsuites[^>]*failures="1"/)
    writeFileSync(join(folder, 'a.test.ts'), "import { it } from 'vitest'\n")
    expect(await job()).toMatchObject({ code: 0 })
    expect(JSON.parse(readFileSync(join(folder, reports.codequality), 'utf8'))).toEqual([])
    expect(readFileSync(join(folder, reports.junit), 'utf8')).toMatch(/<testsuites[^>]*failures="0"/)
  })
})

describe('the example for any CI', () => {
  it('compares with the baseline and with the target branch', async () => {
    const folder = gitFolder({ 'a.test.ts': "import { it } from 'vitest'\n", 'demock-baseline.jsonl': EMPTY_BASELINE })
    const env = withDemock()
    const script = join(PROJECT, 'examples/ci/generic.sh')
    expect(await run(script, ['main'], folder.root, env)).toMatchObject({ code: 0, output: expect.stringMatching(/passed[^]*passed/) as string })
    writeFileSync(join(folder.root, 'a.test.ts'), MOCK)
    expect(await run(script, ['main'], folder.root, env)).toMatchObject({ code: 1 })
    expect(await run(script, [], folder.root, env)).toMatchObject({ code: 1, output: expect.stringContaining('usage') as string })
  })
})
