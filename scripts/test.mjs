// `npm test`: every check of the project, one stage after the other. Stops at the first stage that fails.
//   npm test -- --only=types,unit     some stages;  --list: their names
import { parseArgs } from 'node:util'
import path from 'node:path'
import { pythonEnvironment } from './environments.mjs'
import { Missing, ROOT } from './installed-folder.mjs'
import { runCommand } from './run-command.mjs'
import { installVscode } from './vscode-server.mjs'

const log = (line) => console.log(line)
const bin = (name) => path.join(ROOT, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name)
const node = (...args) => [process.execPath, args]
const vitest = (...args) => node(path.join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...args)

/** A stage gives the commands it runs; `counts` reads passed tests out of their output. */
const STAGES = [
  { name: 'types', commands: async () => [[bin('tsc'), ['--noEmit', '-p', 'server/src/core']], [bin('tsc'), ['--noEmit']]] },
  { name: 'lint', commands: async () => [[bin('oxlint'), []]] },
  { name: 'generated', commands: async () => [node('scripts/generate-libraries.mjs', '--check'), node('scripts/generate-support.mjs', '--check')] },
  { name: 'build', commands: async () => [node('esbuild.mjs')] },
  { name: 'unit', commands: async () => [vitest('--project', 'unit')], counts: vitestCounts },
  { name: 'grammars', commands: grammarTests, counts: (output) => output.match(/✓ .* run successfuly/g)?.length ?? 0 },
  { name: 'system', commands: async () => [vitest('--project', 'system')], counts: vitestCounts },
  { name: 'support', commands: async () => [[await pythonEnvironment({ log }), ['-m', 'pytest', '-q', 'test/support-python']]], counts: (output) => Number(/(\d+) passed/.exec(output)?.[1] ?? 0) },
  { name: 'vscode', commands: async () => [node('test/e2e/run.mjs')], counts: (output) => Number(/(\d+) passing/.exec(output)?.[1] ?? 0) },
  { name: 'window', commands: async () => [node('--test', 'test/e2e/window.test.mjs')], counts: (output) => Number(/^(?:#|ℹ) pass (\d+)/m.exec(output)?.[1] ?? 0) },
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
  let passed = 0
  let failed
  for (const stage of stages) {
    log(`\n=== ${stage.name}`)
    const start = performance.now()
    const result = await runStage(stage)
    passed += result.passed
    lines.push(`${result.ok ? 'passed' : 'FAILED'}  ${stage.name.padEnd(10)} ${((performance.now() - start) / 1000).toFixed(0).padStart(4)} s${stage.counts ? `  ${result.passed} tests` : ''}`)
    if (!result.ok) {
      failed = stage.name
      break
    }
  }
  log(`\n${lines.join('\n')}`)
  if (failed !== undefined) {
    console.error(`\nThe stage «${failed}» failed: its output is the last one above. Run it alone with: npm test -- --only=${failed}`)
    process.exitCode = 1
  }
  log(`\n${passed} passed, ${failed === undefined ? 0 : 1} failed`)
}

/** A stage that counts tests and found none has failed: a runner that runs nothing proves nothing. */
async function runStage({ commands, counts }) {
  try {
    let passed = 0
    for (const [program, args] of await commands()) {
      const { code, output } = await runCommand(program, args, { cwd: ROOT, env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' }, onLine: log })
      const count = counts?.(output) ?? 0
      passed += count
      if (code !== 0) return { ok: false, passed }
    }
    if (counts && passed === 0) log('no test ran')
    return { ok: !counts || passed > 0, passed }
  } catch (error) {
    log(error instanceof Missing ? error.message : String(error.stack))
    return { ok: false, passed: 0 }
  }
}

function vitestCounts(output) {
  return Number(/^\s*Tests\s.*?(\d+) passed/m.exec(output)?.[1] ?? 0)
}

/** The grammars are injected into those that VS Code itself brings. */
async function grammarTests() {
  const { code } = await installVscode({ log })
  const grammars = ['python/syntaxes/MagicPython', 'typescript-basics/syntaxes/TypeScript'].map((name) => path.join(code, 'extensions', `${name}.tmLanguage.json`))
  return [[bin('vscode-tmgrammar-test'), [...grammars.flatMap((file) => ['-g', file]), 'test/grammars/*.*']]]
}
