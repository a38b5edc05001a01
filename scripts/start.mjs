// `npm start`: a real VS Code with this extension on a copy of examples/chat.
//   npm start -- [folder] [--open=file] [--headless] [--port=8123] [--shot=picture.png]
// --headless: only the server, for machines without a display; --shot: a picture of the window instead of the window.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { downloadAndUnzipVSCode } from '@vscode/test-electron'
import { hasDisplay, launchBrowser } from './browser.mjs'
import { copyExample } from './example.mjs'
import { CACHE, Missing, ROOT } from './installed-folder.mjs'
import { startVscode } from './vscode-server.mjs'

const onWindows = process.platform === 'win32'
const { values: options, positionals: [given] } = parseArgs({
  allowPositionals: true,
  options: { open: { type: 'string' }, headless: { type: 'boolean' }, port: { type: 'string' }, shot: { type: 'string' } },
})

// Outside the project: the link to the extension would make a loop in it.
const data = await mkdtemp(path.join(tmpdir(), 'demock-start-'))
const folder = given ? path.resolve(given) : path.join(data, 'chat')
if (!given) await copyExample(folder)
const opened = options.open ?? (given ? undefined : 'python/tests/test_connection_manager.py')
const file = opened && path.resolve(folder, opened)

try {
  const desktop = options.headless || options.shot || options.port || !hasDisplay() ? undefined : await findDesktop()
  await (desktop ? openDesktop(desktop) : serve())
} catch (error) {
  console.error(error instanceof Missing ? error.message : error)
  process.exitCode = 1
} finally {
  await rm(data, { recursive: true, force: true })
}

/** The user's own VS Code, or one downloaded for tests; undefined when there is neither. */
async function findDesktop() {
  for (const program of [process.env.VSCODE_PATH, 'code', 'code-insiders', 'codium'].filter(Boolean)) {
    if (spawnSync(program, ['--version'], { shell: onWindows, stdio: 'ignore' }).status === 0) return program
  }
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', timeout: 15_000, cachePath: path.join(CACHE, 'vscode-desktop') })
  } catch (error) {
    console.error(`no desktop VS Code (${error.message}); serving VS Code to the browser instead`)
    return undefined
  }
}

async function openDesktop(program) {
  const args = [folder, ...(file ? ['--goto', file] : []), `--extensionDevelopmentPath=${ROOT}`, `--user-data-dir=${path.join(data, 'desktop')}`,
    '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes', '--new-window', '--wait']
  console.log(`VS Code opens with Demock on ${folder}; closing its window ends this.`)
  const child = spawn(program, args, { stdio: 'inherit', shell: onWindows })
  onEnd(() => child.kill())
  await once(child, 'exit')
}

async function serve() {
  const server = await startVscode({ data, port: options.port ? Number(options.port) : undefined, log: console.error })
  try {
    const address = server.address({ folder, payload: file ? [['openFile', file]] : [] })
    console.log(`VS Code ${server.version} with Demock on ${folder}:\n\n  ${address}\n`)
    if (options.shot) return await takePicture(address, path.resolve(options.shot))
    console.log('Only this machine can reach it. Ctrl+C ends it.')
    if (!options.headless && hasDisplay()) openBrowser(address)
    await Promise.race([new Promise(onEnd), server.exited])
  } finally {
    await server.stop()
  }
}

async function takePicture(address, picture) {
  const browser = await launchBrowser({ log: console.error })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(address)
    await page.locator('.statusbar-item').first().waitFor({ timeout: 60_000 })
    if (file) await page.locator('.monaco-editor [class*=squiggly]').first().waitFor({ timeout: 60_000 })
    await page.screenshot({ path: picture })
    console.log(`picture: ${picture}`)
  } finally {
    await browser.close()
  }
}

/** A machine that cannot open addresses is no failure: the address is printed. */
function openBrowser(address) {
  const [program, ...args] = onWindows ? ['rundll32', 'url.dll,FileProtocolHandler', address] : [process.platform === 'darwin' ? 'open' : 'xdg-open', address]
  spawn(program, args, { stdio: 'ignore', detached: true }).on('error', () => {}).unref()
}

function onEnd(end) {
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
}
