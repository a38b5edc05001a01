import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Missing } from './installed-folder.mjs'
import { installVscode } from './vscode-server.mjs'

const LINUX = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium']

/**
 * The Chromium, Chrome or Edge of this machine, without a window. It is never downloaded; `CHROMIUM` names another one.
 * @param {{log?: (line: string) => void}} [options]
 * @returns {Promise<import('playwright-core').Browser>}
 * @throws {Missing} when there is none
 */
export async function launchBrowser({ log } = {}) {
  const found = process.env.CHROMIUM || LINUX.find((file) => existsSync(file))
  if (found ? !existsSync(found) : process.platform === 'linux') {
    throw new Missing(`no Chromium${found ? ` at ${found}` : ' here'}, which is the window of the VS Code server; on Debian: `
      + 'apt-get install --no-install-recommends chromium; or name one in the environment variable CHROMIUM')
  }
  const { folder } = await installVscode({ log })
  const { chromium } = createRequire(path.join(folder, 'package.json'))('playwright-core')
  return chromium.launch({
    ...(found ? { executablePath: found } : { channel: process.platform === 'win32' ? 'msedge' : 'chrome' }),
    args: ['--headless=new', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}

/** Whether this machine shows windows to somebody. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}
