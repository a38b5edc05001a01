// The Mocha suite in test/e2e/suite inside the extension host of a real VS Code, on a copy of examples/chat.
//   VSCODE_TEST_HOST=auto     a desktop VS Code where there is a display, else the VS Code server (the default)
//                    desktop | server | /path/to/code
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron'
import { build } from 'esbuild'
import { hasDisplay } from '../../scripts/browser.mjs'
import { copyExample } from '../../scripts/example.mjs'
import { CACHE, ROOT } from '../../scripts/installed-folder.mjs'

const SHIM = path.join(import.meta.dirname, 'code-shim.mjs')
const OUT = path.join(ROOT, 'out/e2e')

const workspace = await mkdtemp(path.join(tmpdir(), 'demock-e2e-'))
try {
  await copyExample(workspace)
  await bundleSuite()
  await runTests({
    vscodeExecutablePath: await executable(process.env.VSCODE_TEST_HOST || 'auto'),
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: path.join(OUT, 'mocha-host.cjs'),
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
  })
} catch (error) {
  console.error(`tests in VS Code: ${error.message}`)
  process.exitCode = 1
} finally {
  await rm(workspace, { recursive: true, force: true })
}

/** CommonJS, since extension hosts before Node 22 cannot require ES modules. */
async function bundleSuite() {
  const suite = path.join(import.meta.dirname, 'suite')
  const tests = (await readdir(suite)).filter((file) => file.endsWith('.test.ts')).map((file) => path.join(suite, file))
  await rm(OUT, { recursive: true, force: true })
  await build({
    entryPoints: [path.join(import.meta.dirname, 'mocha-host.ts'), ...tests],
    entryNames: '[name]',
    outExtension: { '.js': '.cjs' },
    outdir: OUT,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  })
}

async function executable(host) {
  if (path.isAbsolute(host)) return host
  if (host === 'server' || (host === 'auto' && !hasDisplay())) return SHIM
  try {
    const version = process.env.VSCODE_TEST_VERSION || 'stable'
    return await downloadAndUnzipVSCode({ version, timeout: 15_000, cachePath: path.join(CACHE, 'vscode-desktop') })
  } catch (error) {
    if (host === 'desktop') throw error
    console.error(`no desktop VS Code (${error.message}); using the VS Code server`)
    return SHIM
  }
}
