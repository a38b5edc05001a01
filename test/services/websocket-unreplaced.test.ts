import { describe, expect, it } from 'vitest'
import { analyse, replacementFor } from '../../server/src/core/demock.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'

const HEAD = 'from unittest.mock import AsyncMock, MagicMock, patch\n'

/** Why the first WebSocket mock of a test file is refused. */
function refusal(text: string): string {
  const source = { path: 'test_app.py', text: HEAD + text }
  const report = analyse(source, DEFAULT_SETTINGS)
  const site = report.sites.findIndex(({ service }) => service === 'websocket')
  const result = replacementFor(source, report, site, DEFAULT_SETTINGS, () => undefined, () => undefined)
  expect(result.safety).toBe('refused')
  return result.remarks.map((remark) => remark.text).join('\n')
}

const specified = (imported: string, spec: string): string => `${imported}\n\n\nasync def test_it():\n    ws = AsyncMock(spec=${spec})\n    await run(ws)\n`
const patched = (target: string): string => `import app\n\n\n@patch("${target}")\ndef test_it(made):\n    app.run()\n`

describe('sockets that no pair stands for', () => {
  it.each([
    ['httpx-ws', specified('from httpx_ws import AsyncWebSocketSession', 'AsyncWebSocketSession'), 'a session of httpx-ws'],
    ['httpx-ws, patched', patched('app.aconnect_ws'), 'it patches app.aconnect_ws: a session of httpx-ws'],
    ['Tornado', specified('from tornado.websocket import WebSocketHandler', 'WebSocketHandler'), 'tornado.testing.AsyncHTTPTestCase'],
    ['Tornado, patched', patched('app.websocket_connect'), 'tornado.testing.AsyncHTTPTestCase'],
    ['Quart', patched('quart.websocket'), 'app.test_client().websocket(path)'],
    ['Sanic', specified('from sanic import Websocket', 'Websocket'), 'sanic-testing'],
    ['WebSocketApp, patched', patched('app.websocket.WebSocketApp'), 'MagicMock(spec=websocket.WebSocketApp)'],
  ])('%s: says what to do by hand', (_, text, says) => {
    expect(refusal(text)).toContain(says)
  })

  it('names each library that is replaced once where nothing special is known', () => {
    const said = refusal(specified('from autobahn.websocket import WebSocketProtocol', 'WebSocketProtocol'))
    expect(said).toContain("so far only Starlette's WebSocket")
    expect(said.match(/a connection of websockets/g)).toHaveLength(1)
  })

  it('takes no class of the application for a library\'s', () => {
    expect(refusal(specified('from app.handlers import WebSocketHandler', 'WebSocketHandler'))).not.toContain('tornado')
  })
})
