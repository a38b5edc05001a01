import { isAbsolute, join } from 'node:path'
import picomatch from 'picomatch'
import type { TestCommand } from '../../core/model/settings.ts'
import { javascriptRunner, javascriptTool } from './javascript-runner.ts'
import { pythonRunner, pythonTool } from './python-runner.ts'
import { runnerOf } from './runner.ts'
import type { RunnerRequest, TestRunner } from './runner.ts'

/** Finds out how a test file is run, or why that cannot be told. What is configured counts first; else nothing is run but the question which test runner is there. */
export async function runnerFor(request: RunnerRequest): Promise<TestRunner | { readonly problem: string }> {
  const configured = request.settings.verify.tests.find(({ files }) => picomatch.isMatch(request.path, [...files], { dot: true }))
  if (configured) return configuredRunner(configured, request)
  return request.path.endsWith('.py') ? pythonRunner(request) : javascriptRunner(request)
}

function configuredRunner({ runner: name, command, folder = '.' }: TestCommand, { root }: RunnerRequest): TestRunner | { readonly problem: string } {
  const [program, ...first] = command
  if (program === undefined) return { problem: 'the command in "verify.tests" of demock.json is empty' }
  const cwd = join(root, folder)
  const tool = name === 'pytest' || name === 'unittest' ? pythonTool(name, root, cwd) : javascriptTool(name)
  // A program of the project is that of the copy.
  return runnerOf(name, tool, { program: program.includes('/') && !isAbsolute(program) ? join(cwd, program) : program, first, cwd })
}
