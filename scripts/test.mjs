// `npm test`: every check of the project, one stage after the other. Stops at the first stage that fails.
//   npm test -- --only=types,unit     some stages;  --list: their names
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import path from 'node:path'
import { pythonEnvironment } from './environments.mjs'
import { Missing, ROOT } from './installed-folder.mjs'
import { runCommand } from './run-command.mjs'
import { installVscode } from './vscode-server.mjs'

const log = (line) => console.log(line)
const node = (...args) => [process.execPath, args]
const tool = (file, ...args) => node(path.join(ROOT, 'node_modules', file), ...args)
const vitest = (project) => tool('vitest/vitest.mjs', 'run', '--project', project)
const SUPPORT = path.join(ROOT, 'server/src/core/services/websocket/support')
const WINDOW = 'test/e2e/window.test.mjs'

/** A stage gives the commands it runs; `passed` and `failed` find the numbers of tests in their output. */
const STAGES = [
  { name: 'types', commands: async () => [tool('typescript/bin/tsc', '--noEmit', '-p', 'server/src/core'), tool('typescript/bin/tsc', '--noEmit')] },
  { name: 'lint', commands: async () => [tool('oxlint/bin/oxlint')] },
  { name: 'generated', commands: async () => [node('scripts/generate-libraries.mjs', '--check'), node('scripts/generate-support.mjs', '--check')] },
  { name: 'build', commands: async () => [node('esbuild.mjs')] },
  { name: 'unit', commands: async () => [vitest('unit')], passed: /^\s*Tests\s.*?(\d+) passed/m, failed: /^\s*Tests\s+(\d+) failed/m },
  { name: 'grammars', commands: grammarTests, passed: /✓ .* run success/g, failed: /✖ .* failed/g },
  { name: 'system', commands: async () => [vitest('system')], passed: /^\s*Tests\s.*?(\d+) passed/m, failed: /^\s*Tests\s+(\d+) failed/m },
  { name: 'oldest', commands: oldestTests, passed: /^\s*Tests\s.*?(\d+) passed/m, failed: /^\s*Tests\s+(\d+) failed/m },
  { name: 'support', commands: supportTests, passed: /(\d+) passed/, failed: /(\d+) failed/ },
  { name: 'vscode', commands: async () => [node('test/e2e/run.mjs')], passed: /^(\d+) passed, \d+ failed$/m, failed: /^\d+ passed, (\d+) failed$/m },
  { name: 'window', commands: async () => [node('--test', '--test-reporter=spec', WINDOW)], passed: /^ℹ pass (\d+)/m, failed: /^ℹ fail (\d+)/m },
]

const { values: { only, list } } = parseArgs({ options: { only: { type: 'string' }, list: { type: 'boolean' } } })
const wanted = only?.split(',')
const unknown = wanted?.filter((name) => !STAGES.some((stage) => stage.name === name)) ?? []
if (list) log(STAGES.map(({ name }) => name).join('\n'))
else if (unknown.length > 0) {
  console.error(`there is no stage ${unknown.join(', ')}; the stages are ${STAGES.map(({ name }) => name).join(', ')}`)
  process.exitCode = 2
} else await runStages(STAGES.filter(({ name }) => wanted?.includes(name) ?? true))

async function runStages(stages) {
  const lines = []
  const sum = { passed: 0, failed: 0 }
  let broken
  for (const stage of stages) {
    log(`\n=== ${stage.name}`)
    const start = performance.now()
    const { ok, passed, failed } = await runStage(stage)
    sum.passed += passed
    sum.failed += failed
    const seconds = ((performance.now() - start) / 1000).toFixed(0).padStart(4)
    lines.push(`${ok ? 'passed' : 'FAILED'}  ${stage.name.padEnd(10)} ${seconds} s${stage.passed ? `  ${passed} passed, ${failed} failed` : ''}`)
    if (ok) continue
    broken = stage.name
    break
  }
  log(`\n${lines.join('\n')}`)
  if (broken !== undefined) {
    log(`\nThe stage «${broken}» failed: its output is the last one above. Run it alone with: npm test -- --only=${broken}`)
    process.exitCode = 1
  }
  log(`\n${sum.passed} passed, ${broken === undefined ? 0 : Math.max(sum.failed, 1)} failed`)
}

/** A stage that counts tests and found none has failed: a runner that runs nothing proves nothing. */
async function runStage(stage) {
  const sum = { ok: true, passed: 0, failed: 0 }
  try {
    for (const [program, args, env] of await stage.commands()) {
      const { code, output } = await runCommand(program, args, { cwd: ROOT, env: { ...process.env, ...env, FORCE_COLOR: '0', NO_COLOR: '1' }, onLine: log })
      sum.passed += numberOf(output, stage.passed)
      sum.failed += numberOf(output, stage.failed)
      if (code === 0) continue
      log(`${path.basename(args[0])} ended with ${code}`)
      return { ...sum, ok: false }
    }
    if (!stage.passed || sum.passed > 0) return sum
    log('no test ran')
  } catch (error) {
    log(error instanceof Missing ? error.message : String(error.stack))
  }
  return { ...sum, ok: false }
}

/** The number in the pattern's group, or how often a global pattern matches. */
function numberOf(output, pattern) {
  if (!pattern) return 0
  return pattern.global ? (output.match(pattern)?.length ?? 0) : Number(pattern.exec(output)?.[1] ?? 0)
}

/** The grammars are injected into those that VS Code itself brings. */
async function grammarTests() {
  const { code } = await installVscode({ log })
  const base = (name) => ['-g', path.join(code, 'extensions', `${name}.tmLanguage.json`)]
  const grammars = [...base('python/syntaxes/MagicPython'), ...base('typescript-basics/syntaxes/TypeScript')]
  return [tool('vscode-tmgrammar-test/dist/unit.js', ...grammars, 'test/grammars/*.*')]
}

/** The converted Python tests with the oldest versions, without mutants of the code under test unless MUTANTS=1 asks for them: the system tests have them. */
async function oldestTests() {
  const [program, args] = vitest('system')
  return [[program, [...args, 'test/real/python.test.ts'], { DEMOCK_PYTHON: await pythonEnvironment({ name: 'python-oldest', log }), MUTANTS: process.env.MUTANTS ?? '0' }]]
}

/** With the newest and with the oldest versions of everything that the support files stand on; each file by itself is typed strictly. */
async function supportTests() {
  const interpreters = [await pythonEnvironment({ log }), await pythonEnvironment({ name: 'python-oldest', log })]
  const mypy = await pythonEnvironment({ name: 'python-types', log })
  const files = readdirSync(SUPPORT).filter((file) => file.endsWith('.py')).map((file) => path.join(SUPPORT, file))
  return [
    ...interpreters.map((interpreter) => [interpreter, ['-m', 'pytest', '-q', 'test/support-python']]),
    [mypy, ['-m', 'mypy', '--strict', '--cache-dir', path.join(ROOT, '.cache/mypy'), '--python-executable', interpreters[0], ...files]],
  ]
}
