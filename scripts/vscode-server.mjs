import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { npmEnvironment } from './environments.mjs'
import { Missing, ROOT } from './installed-folder.mjs'
import { runNpm } from './run-command.mjs'

/** VS Code 1.139 needs the module hooks of Node 24. */
const NODE_MAJOR = 24

/** Dependencies that serve only the built-in chat agent, dev containers, Kerberos proxies and Windows: 250 MB that nothing here uses. */
const UNUSED = ['@github/copilot-sdk', '@microsoft/mxc-sdk', '@devcontainers/cli', '@vscode/copilot-api', '@vscode/sandbox-runtime',
  '@vscode/windows-process-tree', '@vscode/windows-registry', '@vscode/sqlite3', 'kerberos', 'ssh2']

/** The folders below the VS Code server whose packages it needs: its own, and TypeScript's for its TypeScript extension. */
const NEEDED = ['.', 'extensions']

/** A quiet window: nothing that asks, greets, updates or phones. */
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
}

/**
 * A real VS Code out of the npm registry (the server and web workbench that code-server packs), installed once: 160 MB to fetch, 490 MB on disk.
 * No install script runs: each native module that is needed has a prebuilt binary in its package.
 * @param {{log?: (line: string) => void}} [options]
 * @returns {Promise<{folder: string, node: string, code: string, version: string}>}
 *   `folder` has node_modules with playwright-core; `code` is the VS Code server; `version` is VS Code's
 * @throws {Missing}
 */
export async function installVscode({ log } = {}) {
  const folder = await npmEnvironment('vscode', {
    log,
    recipe: [String(NODE_MAJOR), ...UNUSED, ...NEEDED],
    finish: async (into) => {
      const code = codeFolder(into)
      const manifest = JSON.parse(await readFile(path.join(code, 'package.json'), 'utf8'))
      for (const name of UNUSED) delete manifest.dependencies[name]
      await writeFile(path.join(code, 'package.json'), JSON.stringify(manifest, null, 2))
      // The headers and manuals of Node: 70 MB.
      for (const extra of ['include', 'share']) await rm(path.join(nodePackage(into), extra), { recursive: true, force: true })
      log?.('vscode: installing what the VS Code server needs …')
      // Not `npm ci`: the lock file in the package is not quite in step with its own manifest.
      for (const part of NEEDED) {
        const installed = await runNpm(['install', '--omit=dev'], { cwd: path.join(code, part) })
        if (installed.code !== 0) throw new Missing(`the VS Code server could not be installed\n${installed.output.trim()}`)
      }
    },
  })
  const { version } = JSON.parse(await readFile(path.join(codeFolder(folder), 'package.json'), 'utf8'))
  return { folder, node: nodeFor(folder), code: codeFolder(folder), version }
}

/**
 * Starts the VS Code server on loopback, with its own data and extensions below `data` and with the extension of this project linked in.
 * @param {{data: string, port?: number, tests?: boolean, settings?: object, log?: (line: string) => void, onLine?: (line: string) => void}} options
 *   `tests`: the workbench loads extension and suite from its address instead, as a test run does
 * @returns {Promise<{origin: string, version: string, address(open: {folder?: string, workspace?: string, payload?: [string, string][]}): string,
 *   tail: string[], exited: Promise<number>, stop(): Promise<void>}>}
 */
export async function startVscode({ data, port, tests = false, settings = {}, log, onLine = () => {} }) {
  const { node, code, version } = await installVscode({ log })
  const extensions = path.join(data, 'extensions')
  await writeSettings(path.join(data, 'user/User'), settings)
  await rm(extensions, { recursive: true, force: true })
  await mkdir(extensions, { recursive: true })
  if (!tests) await linkExtension(extensions)
  const listen = port ?? await freePort()
  const args = [path.join(code, 'out/server-main.js'), '--host', '127.0.0.1', '--port', String(listen), '--without-connection-token',
    '--accept-server-license-terms', '--telemetry-level', 'off', '--user-data-dir', path.join(data, 'user'), '--server-data-dir', path.join(data, 'agent'),
    '--extensions-dir', extensions, ...(tests ? ['--enable-smoke-test-driver'] : [])]
  // An empty gallery ends every request to the outside.
  const env = { ...ownEnvironment(), EXTENSIONS_GALLERY: '{}' }
  const child = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' })
  const tail = []
  const stop = () => endGroup(child)
  process.once('exit', () => kill(child, 'SIGKILL'))
  await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`the VS Code server ${why}:\n${tail.join('\n')}`))
    const timer = setTimeout(() => fail('did not listen within 60 s'), 60_000)
    const keep = (chunk) => {
      for (const line of chunk.split('\n').filter((text) => text.trim())) {
        tail.push(line)
        if (tail.length > 60) tail.shift()
        onLine(line)
        if (line.includes('Extension host agent listening on')) resolve()
      }
    }
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    child.once('error', (error) => fail(`did not start (${error.message})`))
    child.once('exit', (exit) => fail(`left with ${exit}`))
    child.once('exit', () => clearTimeout(timer))
    timer.unref()
  }).catch(async (error) => {
    await stop()
    throw error
  })
  const authority = `127.0.0.1:${listen}`
  return {
    origin: `http://${authority}`,
    version,
    address: (open) => workbenchAddress(authority, open),
    tail,
    exited: once(child, 'exit').then(([exit]) => exit ?? 1),
    stop,
  }
}

/** The workbench takes files and folders of its server as remote ones, and what to do at its start as a payload. */
function workbenchAddress(authority, { folder, workspace, payload = [] }) {
  const remote = (file) => `vscode-remote://${authority}${encodeURI(path.resolve(file).replaceAll('\\', '/'))}`
  const query = new URLSearchParams(workspace ? { workspace: path.resolve(workspace) } : folder ? { folder: path.resolve(folder) } : { ew: 'true' })
  const isFile = (key) => key === 'openFile' || key.endsWith('Path')
  if (payload.length > 0) query.set('payload', JSON.stringify(payload.map(([key, value]) => [key, isFile(key) ? remote(value) : value])))
  return `http://${authority}/?${query}`
}

async function writeSettings(folder, settings) {
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, 'settings.json')
  if (!existsSync(file)) await writeFile(file, JSON.stringify({ ...SETTINGS, ...settings }, null, 2))
}

/** A linked folder is found by the first scan: no packaging, and reloading the window shows a new build. */
async function linkExtension(extensions) {
  const { publisher, name, version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'))
  await symlink(ROOT, path.join(extensions, `${publisher}.${name}-${version}`), process.platform === 'win32' ? 'junction' : 'dir')
}

function codeFolder(folder) {
  return path.join(folder, 'node_modules/code-server/lib/vscode')
}

function nodeFor(folder) {
  if (Number(process.versions.node.split('.')[0]) === NODE_MAJOR) return process.execPath
  const node = path.join(nodePackage(folder), process.platform === 'win32' ? 'bin/node.exe' : 'bin/node')
  if (!existsSync(node)) {
    throw new Missing(`the VS Code server runs on Node ${NODE_MAJOR}, which has no package for ${process.platform} ${process.arch}; `
      + `run this with Node ${NODE_MAJOR} itself`)
  }
  return node
}

function nodePackage(folder) {
  const os = process.platform === 'win32' ? 'win' : process.platform
  return path.join(folder, `node_modules/node-${os}-${process.arch}`)
}

/** This process's environment without what an editor or runner around it has put there for itself. */
function ownEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(VSCODE_|ELECTRON_|CODE_SERVER_)|^NODE_OPTIONS$/.test(key)))
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

async function endGroup(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  kill(child, 'SIGTERM')
  if (await Promise.race([gone.then(() => true), delay(3000, false)])) return
  kill(child, 'SIGKILL')
  await gone
}

function kill(child, signal) {
  if (child.pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
