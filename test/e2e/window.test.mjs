// The product through its own window: what a person sees and does in a real VS Code, and what is on disk afterwards.
// Pictures of it go to a temporary folder, which the output names; with UPDATE_PICTURES=1 those of README and docs go to docs/images.
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { launchBrowser } from '../../scripts/browser.mjs'
import { pythonEnvironment } from '../../scripts/environments.mjs'
import { copyExample } from '../../scripts/example.mjs'
import { ROOT } from '../../scripts/installed-folder.mjs'
import { runCommand } from '../../scripts/run-command.mjs'
import { startVscode } from '../../scripts/vscode-server.mjs'

const WAIT = 45_000
const IN_DOCUMENTATION = ['quick-fix', 'workspace-count', 'verify-proposed']
const log = console.error

const GREETING = `async def greet(websocket, name):
    await websocket.accept()
    await websocket.send_json({"type": "hello", "name": name})
`

const GREETING_TEST = `from unittest.mock import AsyncMock

import pytest
from fastapi import WebSocket

from chat.greeting import greet


@pytest.mark.asyncio
async def test_greeting():
    websocket = AsyncMock(spec=WebSocket)

    await greet(websocket, "Ada")

    websocket.send_json.assert_awaited_once_with({"type": "hello", "name": "Ada"})
`

describe('in the window of VS Code', () => {
  const outside = []
  let data
  let chat
  let file
  let pictures
  let server
  let browser
  let page

  before(async () => {
    data = await mkdtemp(path.join(tmpdir(), 'demock-window-'))
    pictures = await mkdtemp(path.join(tmpdir(), 'demock-pictures-'))
    chat = path.join(data, 'chat')
    file = path.join(chat, 'python/tests/test_connection_manager.py')
    await copyExample(chat)
    browser = await launchBrowser({ log })
    server = await startVscode({ data, log, settings: { 'editor.minimap.enabled': false, 'workbench.colorTheme': 'Default Light Modern' } })
    page = await browser.newPage({ viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1 })
    page.setDefaultTimeout(WAIT)
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url())
      if (/^(http|ws)s?:$/.test(protocol) && hostname !== '127.0.0.1') outside.push(request.url())
    })
    await page.goto(server.address({ folder: chat, payload: [['openFile', file]] }))
  }, { timeout: 300_000 })

  after(async () => {
    if (page) await picture('end')
    await browser?.close()
    await server?.stop()
    if (data) await rm(data, { recursive: true, force: true })
    log(`pictures of the window: ${pictures}`)
  })

  it('underlines every mock of the file and counts them in the status bar', async () => {
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor()
    await status('10 mocks').waitFor()
  })

  it('tells in the hover what the mock stands in for, and why', async () => {
    await goTo('27:17')
    await page.keyboard.press('Control+K')
    await page.keyboard.press('Control+I')
    // One hover shows the diagnostic with its evidence, below it what Demock has to say about the double.
    const hover = page.locator('.monaco-hover:visible')
    await hover.getByText('stands in for a WebSocket: spec=WebSocket from fastapi').first().waitFor()
    await hover.getByText('WebSocket double').first().waitFor()
    await picture('hover')
    await page.keyboard.press('Escape')
  })

  it('replaces a mock by a real connection from the quick fix menu, saved on disk', async () => {
    await goTo('27:17')
    const fix = await quickFix('Replace')
    await picture('quick-fix')
    assert.match(await fix.innerText(), /real WebSocket connection/)
    // By key: for a moment a pointer block lies over the menu and swallows clicks.
    await page.keyboard.press('Enter')
    await status('9 mocks').waitFor()
    await picture('replaced')
    await page.keyboard.press('Control+K')
    await page.keyboard.press('s')
    const text = await untilSaved(/async def test_personal_message\(manager, open_websocket_pair\)/)
    assert.match(text, /reached = await manager\.send_to_user\("ada", \{"type": "private", "text": "hi"\}\)/)
    assert.doesNotMatch(text.slice(text.indexOf('test_personal_message'), text.indexOf('test_broadcast')), /Mock|assert_called/)
  })

  it('leaves tests that are green, on a real connection', async () => {
    const { code, output } = await pytest()
    assert.equal(code, 0, output)
    assert.match(output, /19 passed/)
  })

  it('leaves a test that is red when nothing is sent any more', async () => {
    const manager = path.join(chat, 'python/chat/connection_manager.py')
    const whole = await readFile(manager, 'utf8')
    const broken = whole.replace('await websocket.send_json(message)', 'pass')
    assert.notEqual(broken, whole)
    await writeFile(manager, broken)
    try {
      const { code, output } = await pytest('tests/test_connection_manager.py::test_personal_message')
      assert.equal(code, 1, output)
      assert.match(output, /1 failed/)
    } finally {
      await writeFile(manager, whole)
    }
  })

  it('counts the mocks of the workspace by a command, as a tree', async () => {
    await page.keyboard.press('F1')
    await page.locator('.quick-input-widget input').first().waitFor()
    await page.keyboard.type('Demock: Count Mocks in Workspace')
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Demock: Count Mocks in Workspace' }).first().waitFor()
    await page.keyboard.press('Enter')
    const rows = page.getByRole('tree', { name: 'Mocks' }).getByRole('treeitem')
    await rows.filter({ hasText: /^WebSocket28 mocks in 5 files/ }).waitFor()
    // The service with the most mocks is open; its file is opened by key, since a click would close it if it were open.
    await rows.filter({ hasText: 'test_connection_manager.py' }).click({ modifiers: ['ControlOrMeta'] })
    await page.keyboard.press('ArrowRight')
    await rows.filter({ hasText: 'double, line 39' }).waitFor()
    // Every notification has a progress bar; that of the count is the one that moves.
    await page.locator('.notifications-toasts .monaco-progress-container.active').waitFor({ state: 'detached' })
    await picture('workspace-count')
  })

  it('converts a mock and proves it: shows the command first, then what is proposed, and keeps it when told so', async () => {
    await symlink(path.dirname(path.dirname(await pythonEnvironment({ log }))), path.join(chat, 'python/.venv'))
    await writeFile(path.join(chat, 'python/chat/greeting.py'), GREETING)
    const test = path.join(chat, 'python/tests/test_greeting.py')
    await writeFile(test, GREETING_TEST)
    await openFile('test_greeting.py')
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor()
    await goTo('11:20')
    await quickFix('Convert and verify this mock')
    await picture('verify-menu')
    const focused = page.locator('.action-widget .monaco-list-row.focused')
    while (!(await focused.innerText()).includes('Convert and verify this mock')) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const asked = page.locator('.notification-toast', { hasText: '-m pytest' })
    await asked.waitFor()
    await picture('verify-command')
    await asked.getByRole('button', { name: 'Run the Tests' }).click()
    const proposed = page.locator('.notification-toast', { hasText: '1 mock proven. Keep what holds?' })
    await proposed.waitFor({ timeout: 4 * WAIT })
    const rows = page.getByRole('tree', { name: 'Mocks' }).getByRole('treeitem')
    await rows.filter({ hasText: /test_greeting\.py.*proven, 1 mock, .* breakages noticed, not kept yet/ }).waitFor()
    await page.locator('.tab.active', { hasText: 'what is proven' }).waitFor()
    assert.equal(await readFile(test, 'utf8'), GREETING_TEST)
    await picture('verify-proposed')
    // The message hides after a while; these buttons stay.
    await page.locator('.editor-actions [aria-label*="Keep the Conversion"]').click()
    await rows.filter({ hasText: /test_greeting\.py.*proven, 1 mock, .* breakages noticed$/ }).waitFor()
    await picture('verify-kept')
    assert.match(await readFile(test, 'utf8'), /open_websocket_pair/)
    const { code, output } = await pytest('tests/test_greeting.py')
    assert.equal(code, 0, output)
  })

  it('asks nothing of other machines', () => {
    assert.deepEqual(outside, [])
  })

  async function picture(name) {
    const keep = process.env.UPDATE_PICTURES && IN_DOCUMENTATION.includes(name)
    await page.screenshot({ path: path.join(keep ? path.join(ROOT, 'docs/images') : pictures, `${name}.png`) })
  }

  function status(text) {
    return page.locator('.statusbar-item', { hasText: text }).first()
  }

  async function openFile(name) {
    await page.keyboard.press('Control+Shift+E')
    await page.getByRole('treeitem', { name }).dblclick()
    await page.locator('.tab.active', { hasText: name }).waitFor()
  }

  async function goTo(place) {
    await page.locator('.monaco-editor').first().click({ position: { x: 500, y: 300 } })
    await page.keyboard.press('Control+G')
    const box = page.locator('.quick-input-widget input').first()
    await box.waitFor()
    await box.fill(`:${place}`)
    await page.keyboard.press('Enter')
    await box.waitFor({ state: 'hidden' })
  }

  /** The menu is asked again when it opened before the server knew the place: it says so then, and closes. */
  async function quickFix(title) {
    const row = page.locator('.action-widget .monaco-list-row', { hasText: title }).first()
    for (let asked = 0; asked < 5; asked++) {
      await page.keyboard.press('Control+.')
      if (await row.waitFor({ timeout: 4000 }).then(() => true, () => false)) return row
      await page.keyboard.press('Escape')
    }
    throw new Error(`the quick fix menu does not offer «${title}»`)
  }

  async function untilSaved(pattern) {
    const end = performance.now() + WAIT
    let text = await readFile(file, 'utf8')
    while (!pattern.test(text) && performance.now() < end) {
      await delay(50)
      text = await readFile(file, 'utf8')
    }
    assert.match(text, pattern)
    return text
  }

  async function pytest(...args) {
    return runCommand(await pythonEnvironment({ log }), ['-m', 'pytest', '-q', ...args], { cwd: path.join(chat, 'python') })
  }
})
