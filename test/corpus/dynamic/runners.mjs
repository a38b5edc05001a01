import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const here = import.meta.dirname

/** Runners of JavaScript: the script that starts them with the recorder, and the arguments by which they load it. */
const RUNNERS = {
  vitest: { script: () => path.join(here, 'vitest-run.mjs'), load: [] },
  jest: { script: (folder) => path.join(folder, 'bin', 'jest.js'), node: ['--require', path.join(here, 'jest-require.cjs')], load: [] },
  mocha: { script: (folder) => path.join(folder, 'bin', 'mocha.js'), load: ['--require', path.join(here, 'mocha-require.cjs')] },
}

/** The command that runs a suite with its recorder; `cwd` is the folder from which the runner is found and in which it starts. */
export function commandOf(runner, { checkout, cwd, python, records, args }) {
  const env = { DEMOCK_RECORD: records, DEMOCK_ROOT: checkout }
  if (runner === 'pytest') {
    const own = path.join(checkout, '.venv', 'bin', 'python')
    const program = python ?? (existsSync(own) ? own : process.env.DEMOCK_PYTHON ?? 'python3')
    return { program, args: ['-m', 'pytest', '-p', 'record_mocks', ...args], env: { ...env, PYTHONPATH: [here, process.env.PYTHONPATH].filter(Boolean).join(path.delimiter) } }
  }
  const known = RUNNERS[runner]
  if (known === undefined) throw new Error(`there is no runner ${runner}; the runners are pytest, ${Object.keys(RUNNERS).join(', ')}`)
  const folder = path.dirname(createRequire(path.join(cwd, 'package.json')).resolve(`${runner}/package.json`))
  return { program: process.execPath, args: [...known.node ?? [], known.script(folder), ...known.load, ...args], env }
}
