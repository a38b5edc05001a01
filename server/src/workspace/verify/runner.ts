import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Settings, TestRunnerName } from '../../core/model/settings.ts'
import type { CommandLine, CommandResult } from './run-command.ts'
import type { TestCase } from './test-results.ts'

/** How the tests of some files run. */
export interface TestRunner {
  readonly name: TestRunnerName
  /** The command for test files (absolute), which writes its results to a file; with `bail` it may stop at the first failure. */
  command(files: readonly string[], resultsFile: string, bail: boolean): CommandLine
  /** Results as the file and the output tell them; undefined when there are none. */
  results(resultsFile: string, output: string): readonly TestCase[] | undefined
}

/** What a runner needs besides the program that it is started by. */
export interface Tool {
  readonly env: Readonly<Record<string, string>>
  /** What follows the program for test files (absolute), where `cwd` is the folder that it runs in. */
  args(files: readonly string[], resultsFile: string, bail: boolean, cwd: string): readonly string[]
  read(report: string): readonly TestCase[]
  /** Whether the report is what is printed, and no file. */
  readonly printed: boolean
}

export interface RunnerRequest {
  /** Absolute root of the tree in which the tests run: the user's own, or a copy of it. */
  readonly root: string
  /** Absolute root of the user's tree, where that is another one. */
  readonly original?: string | undefined
  /** Of the test file, relative to the root, with `/`. */
  readonly path: string
  readonly text: string
  /** Its `verify.tests` overrule what would be found out. */
  readonly settings: Settings
  /** The Python interpreter that the user named. */
  readonly python?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Answers that are known already, by program and folder; takes new ones. */
  readonly asked?: Map<string, CommandResult> | undefined
}

/** A runner that is started by a program with these first arguments. */
export function runnerOf(name: TestRunnerName, tool: Tool, { program, first, cwd }: { readonly program: string, readonly first: readonly string[], readonly cwd: string }): TestRunner {
  return {
    name,
    command: (files, resultsFile, bail) => ({ program, cwd, env: tool.env, args: [...first, ...tool.args(files, resultsFile, bail, cwd)] }),
    results: (resultsFile, output) => {
      try {
        const results = tool.read(tool.printed ? output : readFileSync(resultsFile, 'utf8'))
        return tool.printed && results.length === 0 ? undefined : results
      } catch {
        return undefined
      }
    },
  }
}

/** Paths as the runner is given them. */
export function namesIn(cwd: string, files: readonly string[]): string[] {
  return files.map((file) => relative(cwd, file))
}
