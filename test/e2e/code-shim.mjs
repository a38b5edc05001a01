#!/usr/bin/env node
// Stands where @vscode/test-electron expects the desktop's executable and takes the same arguments:
//   code-shim.mjs [folder] --extensionDevelopmentPath=… --extensionTestsPath=… [any other option of the desktop: ignored]
// It runs the suite in the extension host of a real VS Code server, with a headless browser as its window, and leaves with the suite's exit code.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { launchBrowser } from '../../scripts/browser.mjs'
import { Missing } from '../../scripts/installed-folder.mjs'
import { startVscode } from '../../scripts/vscode-server.mjs'

/** Exit code when the suite did not get to its own end. */
const NO_RESULT = 70
const LIMIT_SECONDS = Number(process.env.VSCODE_SHIM_TIMEOUT ?? 300)

/** Console lines of VS Code itself in a server without gallery, account and AI; `VSCODE_SHIM_VERBOSE=1` shows them. */
const NOISE = new RegExp([
  'AccountPolicyGate', 'AgentHost', 'DefaultAccount', 'chat-stt', 'authentication provider', 'connection token', 'grace time', 'Creating a socket',
  'Creation of workbench contribution', 'Ignoring fetching additional builtin', 'No search provider registered', 'Service Worker',
  'Updating additional builtin', 'build/Release/watchdog', 'spdlog', '^\\s+at .*workbench\\.js',
].join('|'))

const data = await mkdtemp(path.join(tmpdir(), 'vscode-shim-'))
const start = performance.now()
let server
let browser
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]]) process.once(signal, () => leave(code))

try {
  await leave(await run(readArguments(process.argv.slice(2))))
} catch (error) {
  console.error(error instanceof Missing ? error.message : error)
  if (server) console.error(server.tail.slice(-15).join('\n'))
  await leave(NO_RESULT)
}

/** Returns the suite's exit code. */
async function run({ folder, extensions, suite, kind }) {
  browser = await launchBrowser({ log: say })
  server = await startVscode({ data, tests: true, log: say, onLine: (line) => process.env.VSCODE_SHIM_VERBOSE && console.error(line) })
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const finished = new Promise((resolve, reject) => {
    // The workbench hands over the suite's end and console by these two names.
    void page.exposeFunction('codeAutomationExit', resolve)
    void page.exposeFunction('codeAutomationLog', print)
    page.once('crash', () => reject(new Error('the page of the workbench crashed')))
    server.exited.then((code) => reject(new Error(`the VS Code server left with ${code}`)), reject)
    setTimeout(() => reject(new Error(`the suite did not end within ${LIMIT_SECONDS} s`)), LIMIT_SECONDS * 1000).unref()
  })
  finished.catch(() => {})
  const payload = [...extensions.map((extension) => ['extensionDevelopmentPath', extension]), ['extensionTestsPath', suite], ['skipWelcome', 'true']]
  if (kind) payload.push(['extensionDevelopmentKind', kind])
  await page.goto(server.address({ ...(folder?.endsWith('.code-workspace') ? { workspace: folder } : { folder }), payload }))
  say(`VS Code ${server.version} in Chromium ${browser.version()}: the workbench is loaded`)
  try {
    return await finished
  } catch (error) {
    const picture = path.join(tmpdir(), `vscode-shim-${process.pid}.png`)
    await page.screenshot({ path: picture }).then(() => say(`picture of the window: ${picture}`), () => {})
    throw error
  }
}

function readArguments(args) {
  const strip = (file) => file?.replace(/^file:\/\//, '')
  const values = (name) => args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => strip(arg.slice(name.length + 3)))
  return {
    folder: strip(args.findLast((arg) => !arg.startsWith('--'))),
    extensions: values('extensionDevelopmentPath'),
    suite: values('extensionTestsPath')[0],
    kind: values('extensionDevelopmentKind')[0],
  }
}

/** One call of the suite's console, in the manner of printf. */
function print(type, args) {
  const [first = '', ...rest] = args.map(String)
  const line = [first.replaceAll(/%[sdifoO]/g, (field) => rest.shift() ?? field).replaceAll('%%', '%'), ...rest].join(' ')
  if (NOISE.test(line) && !process.env.VSCODE_SHIM_VERBOSE) return
  if (type === 'error') console.error(line)
  else console.log(line)
}

function say(line) {
  console.error(`[vscode ${((performance.now() - start) / 1000).toFixed(1)} s] ${line}`)
}

async function leave(code) {
  await browser?.close().catch(() => {})
  await server?.stop()
  await rm(data, { recursive: true, force: true })
  process.exit(code)
}
