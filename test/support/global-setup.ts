import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

interface Environments {
  pythonEnvironment(options: { name?: 'pre-commit'; log(line: string): void }): Promise<string>
  javascriptEnvironment(options: { log(line: string): void }): Promise<string>
  frameworksEnvironment(options: { log(line: string): void }): Promise<string>
  schemasEnvironment(options: { log(line: string): void }): Promise<string>
}

/**
 * What tests of the built product need, once before them: `dist/`, an interpreter in `DEMOCK_PYTHON`, one with pre-commit in `DEMOCK_PRE_COMMIT`, a folder with
 * node_modules in `DEMOCK_JAVASCRIPT`, one with frameworks in `DEMOCK_FRAMEWORKS`, published schemas in `DEMOCK_SCHEMAS` (all absolute; kept when they are set already).
 */
export async function setup(): Promise<void> {
  const { pythonEnvironment, javascriptEnvironment, frameworksEnvironment, schemasEnvironment } = await import(pathToFileURL(path.join(root, 'scripts/environments.mjs')).href) as Environments
  const log = (line: string) => process.stderr.write(`${line}\n`)
  process.env['DEMOCK_PYTHON'] ??= await pythonEnvironment({ log })
  process.env['DEMOCK_PRE_COMMIT'] ??= await pythonEnvironment({ name: 'pre-commit', log })
  process.env['DEMOCK_JAVASCRIPT'] ??= await javascriptEnvironment({ log })
  process.env['DEMOCK_FRAMEWORKS'] ??= await frameworksEnvironment({ log })
  process.env['DEMOCK_SCHEMAS'] ??= await schemasEnvironment({ log })
  const built = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`node esbuild.mjs failed:\n${built.stdout}${built.stderr}`)
}
