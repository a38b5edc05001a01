import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { foldersAround, jsonIn, nearestWith } from './runner-folders.ts'
import { namesIn, runnerOf } from './runner.ts'
import type { RunnerRequest, TestRunner, Tool } from './runner.ts'
import { readJest, readJunit, readMocha } from './test-results.ts'

export type JavascriptRunnerName = 'vitest' | 'jest' | 'mocha' | 'node'

const EXTENSIONS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json']
const named = (...names: readonly string[]): string[] => names.flatMap((name) => EXTENSIONS.map((extension) => `${name}.${extension}`))

/** Files that hold the configuration of a runner: it runs in their folder. */
const CONFIGURATIONS: Readonly<Record<JavascriptRunnerName, readonly string[]>> = {
  vitest: named('vitest.config', 'vite.config', 'vitest.workspace'),
  jest: named('jest.config'),
  mocha: ['.mocharc.js', '.mocharc.cjs', '.mocharc.mjs', '.mocharc.json', '.mocharc.jsonc', '.mocharc.yml', '.mocharc.yaml'],
  node: [],
}

/** Options of a test script that decide whether tests can be loaded at all; the value says whether one follows. */
const KEPT: Readonly<Record<JavascriptRunnerName, Readonly<Record<string, boolean>>>> = {
  vitest: { '--config': true, '-c': true, '--globals': false, '--environment': true },
  jest: { '--config': true, '-c': true, '--env': true },
  mocha: { '--require': true, '-r': true, '--import': true, '--loader': true, '--ui': true, '-u': true, '--config': true, '--extension': true, '--exit': false, '--timeout': true, '-t': true },
  node: {},
}

/** The same of node itself. */
const NODE_OPTIONS: Readonly<Record<string, boolean>> = {
  '--import': true, '--require': true, '-r': true, '--loader': true, '--experimental-loader': true, '--conditions': true, '-C': true,
  '--experimental-vm-modules': false, '--experimental-strip-types': false, '--experimental-transform-types': false, '--enable-source-maps': false,
}

/** Lock files and what makes their packages be there. */
const MANAGERS: readonly (readonly [lockFile: string, install: string])[] = [
  ['pnpm-lock.yaml', 'pnpm install'], ['yarn.lock', 'yarn install'], ['bun.lock', 'bun install'], ['bun.lockb', 'bun install'], ['package-lock.json', 'npm ci'], ['npm-shrinkwrap.json', 'npm ci'],
]

/** The runner that the test imports, or else the one of the nearest package which has one, with the options of its test script. */
export function javascriptRunner({ root, path, text }: RunnerRequest): TestRunner | { readonly problem: string } {
  const folders = foldersAround(root, path)
  const packageFolder = nearestWith(root, path, ['package.json'])
  const name = runnerImportedBy(text) ?? runnerOfPackages(folders)
  if (typeof name === 'object') return name
  if (packageFolder === undefined && name !== 'node') return { problem: 'there is no package.json around it that would tell how it is run' }
  if (name === undefined) return { problem: 'no package.json around it names a test runner that Demock knows (vitest, jest, mocha, node --test): say in "verify.tests" of demock.json how it is run' }
  const cwd = folders.find((folder) => configures(folder, name)) ?? packageFolder ?? root
  const script = scriptFor(name, folders)
  const options = [...keptOf(script, NODE_OPTIONS)]
  if (name === 'node') return runnerOf(name, javascriptTool(name), { program: process.execPath, first: options, cwd })
  const kept = keptOf(script, KEPT[name])
  const entry = folders.map((folder) => entryOf(folder, name)).find((file) => file !== undefined)
  if (entry !== undefined) return runnerOf(name, withOptions(javascriptTool(name), kept), { program: process.execPath, first: [...options, entry], cwd })
  // Yarn keeps packages in archives then, which only its own node can read.
  if (nearestWith(root, path, ['.pnp.cjs']) !== undefined) return runnerOf(name, withOptions(javascriptTool(name), kept), { program: 'yarn', first: ['run', name], cwd })
  const install = MANAGERS.find(([lockFile]) => folders.some((folder) => existsSync(join(folder, lockFile))))?.[1] ?? 'npm install'
  return { problem: `${name} is not installed: no node_modules around it has it; run "${install}"` }
}

/** How a runner is told what to run. */
export function javascriptTool(name: JavascriptRunnerName): Tool {
  const env = { CI: '1', FORCE_COLOR: '0', NO_COLOR: '1' }
  const args: Readonly<Record<JavascriptRunnerName, Tool['args']>> = {
    vitest: (files, resultsFile, bail, cwd) => ['run', '--reporter=json', '--reporter=default', `--outputFile.json=${resultsFile}`, '--watch=false', ...(bail ? ['--bail=1'] : []), ...namesIn(cwd, files)],
    jest: (files, resultsFile, bail) => ['--json', `--outputFile=${resultsFile}`, '--watchAll=false', '--cache=false', ...(bail ? ['--bail=1'] : []), '--runTestsByPath', ...files],
    mocha: (files, resultsFile, bail, cwd) => ['--reporter', 'json', '--reporter-option', `output=${resultsFile}`, ...(bail ? ['--bail'] : []), ...namesIn(cwd, files)],
    node: (files, resultsFile, _bail, cwd) => ['--test', '--test-reporter=junit', `--test-reporter-destination=${resultsFile}`, '--test-reporter=spec', '--test-reporter-destination=stdout', ...namesIn(cwd, files)],
  }
  return { env, printed: false, args: args[name], read: name === 'mocha' ? readMocha : name === 'node' ? readJunit : readJest }
}

function withOptions(tool: Tool, options: readonly string[]): Tool {
  return options.length === 0 ? tool : { ...tool, args: (...given) => [...tool.args(...given), ...options] }
}

/** The runner that a source text imports; a problem for one that Demock does not know. */
export function runnerImportedBy(text: string): JavascriptRunnerName | { readonly problem: string } | undefined {
  const [, module] = /(?:from|import|require\()\s*['"](vitest|@jest\/globals|node:test|mocha|bun:test|ava|tape|@playwright\/test|cypress)['"]/.exec(text) ?? []
  if (module === undefined || module === 'vitest' || module === 'mocha') return module
  if (module === 'node:test') return 'node'
  if (module === '@jest/globals') return 'jest'
  return { problem: `it runs under ${module}, which Demock does not know: say in "verify.tests" of demock.json how it is run, if another runner can` }
}

/** The first runner that a package around a file runs its tests with or depends on, the nearest package (folders absolute) first. */
export function runnerOfPackages(folders: readonly string[]): JavascriptRunnerName | undefined {
  for (const folder of folders) {
    const manifest = jsonIn(join(folder, 'package.json'))
    const script = scriptsOf(folder).join('\n')
    const all = ['vitest', 'jest', 'mocha'] as const
    const found = all.find((name) => callOf(script, name) !== undefined)
      ?? (/\bnode\b[^\n&|;]* --test\b/.test(script) ? 'node' : undefined)
      ?? all.find((name) => ['dependencies', 'devDependencies'].some((list) => Object.hasOwn(Object(manifest[list]), name)))
      ?? all.find((name) => configures(folder, name))
    if (found) return found
  }
  return undefined
}

function configures(folder: string, name: JavascriptRunnerName): boolean {
  if (CONFIGURATIONS[name].some((file) => existsSync(join(folder, file)))) return true
  return (name === 'jest' || name === 'mocha') && Object.hasOwn(jsonIn(join(folder, 'package.json')), name)
}

/** The script of the nearest package that calls a runner. */
function scriptFor(name: JavascriptRunnerName, folders: readonly string[]): string {
  return folders.flatMap(scriptsOf).find((script) => (name === 'node' ? /\bnode\b.* --test\b/.test(script) : callOf(script, name) !== undefined)) ?? ''
}

/** `test` first, then what is named alike: `test:unit`. */
function scriptsOf(folder: string): string[] {
  const scripts = Object(jsonIn(join(folder, 'package.json'))['scripts']) as Readonly<Record<string, unknown>>
  return Object.keys(scripts).filter((key) => key === 'test' || key.startsWith('test:')).sort().flatMap((key) => (typeof scripts[key] === 'string' ? [scripts[key]] : []))
}

/** Where a script calls a program: by its name, or by a path that ends so. */
function callOf(script: string, name: string): number | undefined {
  const match = new RegExp(`(?:^|[\\s/])${name}(?:\\.m?js)?(?=\\s|$)`, 'm').exec(script)
  return match?.index
}

/** Those options of a script that are to be kept, with their values. */
function keptOf(script: string, kept: Readonly<Record<string, boolean>>): string[] {
  const words = script.split(/\s+/).map((word) => word.replace(/^NODE_OPTIONS=/, '').replaceAll(/['"]/g, ''))
  return words.flatMap((word, index) => {
    const [option = ''] = word.split('=')
    if (!Object.hasOwn(kept, option)) return []
    return word.includes('=') || !kept[option] ? [word] : [word, words[index + 1] ?? '']
  })
}

/** The script that a package's `bin` names. */
function entryOf(folder: string, name: string): string | undefined {
  const home = join(folder, 'node_modules', name)
  const { bin } = jsonIn(join(home, 'package.json'))
  const script = typeof bin === 'string' ? bin : (Object(bin) as Readonly<Record<string, unknown>>)[name]
  return typeof script === 'string' && existsSync(join(home, script)) ? join(home, script) : undefined
}
