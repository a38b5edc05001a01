import { describe, expect, it } from 'vitest'
import { analyse } from '../../../server/src/core/demock.ts'
import type { FileReport } from '../../../server/src/core/model/report.ts'
import { DEFAULT_SETTINGS } from '../../../server/src/core/model/settings.ts'

function python(text: string, path = 'tests/test_chat.py'): FileReport {
  return analyse({ path, text }, DEFAULT_SETTINGS)
}

function typescript(text: string, path = 'test/chat.test.ts'): FileReport {
  return analyse({ path, text }, DEFAULT_SETTINGS)
}

/** Sites as `target < root's target`, for roots the target alone. */
function ownership({ sites }: FileReport): string[] {
  return sites.map((site, index) => (site.root === index ? `${site.target}` : `${site.target} < ${sites[site.root]?.target}`))
}

function references({ references: all }: FileReport, text: string): string[] {
  return all.map(({ role, site, span }) => `${role} ${site} ${text.slice(span.start, span.end)}`)
}

describe('roots', () => {
  it.each([
    ['ws = MagicMock()\nws.send_json = AsyncMock()', ['ws', 'ws.send_json < ws']],
    ['m = Mock(return_value=AsyncMock())', ['m', 'm.return_value < m']],
    ['m = Mock()\nm.a.b = Mock()\nm.a.b.c = Mock()', ['m', 'm.a.b < m', 'm.a.b.c < m']],
    ['m = Mock()\nother = Mock()\nm.a = other', ['m', 'other']],
    ['class T:\n  def setUp(self):\n    self.ws = Mock()\n  def test_x(self):\n    self.ws.send = Mock()', ['self.ws', 'self.ws.send < self.ws']],
    ['class T:\n  def test_x(self):\n    self.ws.send = Mock()\n  def setUp(self):\n    self.ws = Mock()', ['self.ws.send < self.ws', 'self.ws']],
    ["with patch('a.b') as m:\n  m.c = Mock()", ['a.b', 'm.c < a.b']],
    ["with patch('a.b', new=Mock()):\n  pass", ['a.b', 'new < a.b']],
    ["@patch('a.b')\n@patch('c.d')\ndef test_x(d, b):\n  d.x = Mock()\n  b.y = Mock()", ['a.b', 'c.d', 'd.x < c.d', 'b.y < a.b']],
    ["@patch('a.b', 1)\n@patch('c.d')\ndef test_x(d):\n  d.x = Mock()", ['a.b', 'c.d', 'd.x < c.d']],
    ['m = Mock()\ntype(m).q = PropertyMock()', ['m', 'm.q < m']],
    ['m = SimpleNamespace(send=Mock(), close=Mock())', ['m.send', 'm.close < m.send']],
    ['a, b = Mock(), Mock()\nb.c = Mock()', ['a', 'b', 'b.c < b']],
    ['m = {"a": Mock()}\nm["b"] = Mock()', ['m.a', 'm < m.a']],
  ])('%s', (body, expected) => {
    expect(ownership(python(`from unittest.mock import AsyncMock, MagicMock, Mock, PropertyMock, patch\nfrom types import SimpleNamespace\n${body}\n`))).toEqual(expected)
  })

  it.each([
    ['const ws = { send: vi.fn(), on: vi.fn() }', ['ws.send', 'ws.on < ws.send']],
    ['const ws: any = {}\nws.send = vi.fn()\nws.on = vi.fn()', ['ws.send', 'ws.on < ws.send']],
    ['let ws\nbeforeEach(() => { ws = { send: vi.fn() } })\nit("x", () => { ws.on = vi.fn() })', ['ws.send', 'ws.on < ws.send']],
    ['const f = vi.fn(() => ({ a: vi.fn() }))', ['f', 'a < f']],
    ["vi.mock('ws', () => ({ WebSocket: vi.fn() }))", ['ws', 'WebSocket < ws']],
    ['const make = () => ({ send: vi.fn() })\nconst ws = make()\nws.on = vi.fn()', ['send', 'ws.on < send']],
    ['function make() { return { send: vi.fn() } }\nconst { send } = make()\nsend.mockReturnValue(vi.fn())', ['send', 'undefined']],
    ['class FakeWs { send = vi.fn()\n constructor() { this.on = vi.fn() } }', ['FakeWs', 'this.send < FakeWs', 'this.on < FakeWs']],
    ['const a = vi.fn().mockReturnValue({ b: vi.fn() })', ['a', 'a.b < a']],
    ["vi.stubGlobal('A', 1).stubGlobal('B', 2)", ['A', 'B']],
  ])('%s', (body, expected) => {
    expect(ownership(typescript(`import { vi } from 'vitest'\n${body}\n`)).sort()).toEqual([...expected].sort())
  })
})

describe('targets', () => {
  it.each([
    ["patch('a.b.c')", 'a.b.c'],
    ["patch(target='a.b')", 'a.b'],
    ["patch.object(os.path, 'exists')", 'os.path.exists'],
    ["patch.object(type(room), 'size')", 'room.size'],
    ["patch.dict(os.environ, {'A': '1'})", 'os.environ[A]'],
    ["patch.dict('sys.modules', {'redis': None})", 'sys.modules[redis]'],
  ])('%s', (call, target) => {
    expect(python(`import os\nfrom unittest.mock import patch\n${call}\n`).sites.map((site) => site.target)).toEqual([target])
  })
})

describe('spans', () => {
  it('cover the construct, and underline its callee', () => {
    const text = "import { vi } from 'vitest'\nconst a = new (vi.fn())()\nconst b = vi\n  .fn()\n  .mockReturnValue(1)\n"
    const parts = typescript(text).sites.map(({ span, anchor }) => [text.slice(span.start, span.end), text.slice(anchor.start, anchor.end)])
    expect(parts).toEqual([['vi.fn()', 'vi.fn'], ['vi\n  .fn()', 'fn']])
  })

  it('begin at the sign of a decorator and at the class keyword', () => {
    const text = "from unittest.mock import patch\n@patch('a')\ndef test(a): pass\nclass FakeA:\n  pass\n"
    const parts = python(text).sites.map(({ span, anchor }) => [text.slice(span.start, span.end), text.slice(anchor.start, anchor.end)])
    expect(parts).toEqual([["@patch('a')", '@patch'], ['class FakeA:\n  pass', 'class FakeA']])
  })
})

describe('tests around a site', () => {
  it('are named in Python', () => {
    const { sites } = python('from unittest.mock import Mock\na = Mock()\nclass TestA:\n  def setUp(self):\n    Mock()\n  def test_b(self):\n    def inner():\n      Mock()\ndef test_c():\n  Mock()\n')
    expect(sites.map((site) => site.test)).toEqual([undefined, undefined, 'TestA.test_b', 'test_c'])
  })

  it('are named in TypeScript', () => {
    const { sites } = typescript("describe('a', () => { beforeEach(() => { vi.fn() })\n it('b', () => { vi.fn() })\n test.each([1])('c %d', () => { vi.fn() }) })")
    expect(sites.map((site) => site.test)).toEqual([undefined, 'a › b', 'a › c %d'])
  })
})

describe('references', () => {
  it('tell configuration, verification, use and import apart', () => {
    const text = 'from unittest.mock import AsyncMock\n\ndef test_x():\n    ws = AsyncMock()\n    ws.send_json.return_value = 1\n    handle(ws)\n    ws.send_json.assert_called_once_with(1)\n    assert ws.close.call_count == 2\n'
    expect(references(python(text), text)).toEqual([
      'import -1 AsyncMock',
      'configuration 0 ws.send_json.return_value',
      'use 0 ws',
      'verification 0 ws.send_json.assert_called_once_with(1)',
      'verification 0 ws.close.call_count',
    ])
  })

  it('follow matchers to their subject', () => {
    const text = "import { expect, it, vi } from 'vitest'\nit('x', () => {\n  const ws = { send: vi.fn(), on: vi.fn() }\n  ws.send.mockReturnValue(1)\n  handle(ws)\n  expect(ws.send).not.toHaveBeenCalledWith(1)\n  expect(ws.on.mock.calls).toEqual([])\n})\n"
    expect(references(typescript(text), text)).toEqual([
      'import -1 vi',
      'configuration 0 ws.send.mockReturnValue(1)',
      'use 0 ws',
      'verification 0 ws.send',
      'verification 1 ws.on.mock.calls',
    ])
  })

  it('leave the runner and other libraries out', () => {
    expect(python('import pytest\nimport redis\nfrom unittest.mock import Mock, call\nMock()\n').references.map(({ role }) => role)).toEqual(['import'])
  })
})

describe('fingerprints', () => {
  const body = 'def test_a():\n    ws = Mock()\n    db = Mock()\n\ndef test_b():\n    ws = Mock()\n    ws = Mock()\n'

  it('differ from each other', () => {
    const { sites } = python(`from unittest.mock import Mock\n${body}`)
    expect(new Set(sites.map((site) => site.fingerprint)).size).toBe(4)
    expect(sites.every((site) => /^[0-9a-f]{8}$/.test(site.fingerprint))).toBe(true)
  })

  it('stay when text is put above and sites elsewhere', () => {
    const before = python(`from unittest.mock import Mock\n${body}`).sites.map((site) => site.fingerprint)
    const after = python(`import os\nfrom unittest.mock import Mock\n\ndef test_new():\n    Mock()\n\n${body}`).sites.map((site) => site.fingerprint)
    expect(after.slice(1)).toEqual(before)
  })
})

describe('evidence', () => {
  it('is shown with the strongest first, and shared with members', () => {
    const { sites } = python('from fastapi import WebSocket\nfrom unittest.mock import AsyncMock\nws = AsyncMock(spec=WebSocket)\nws.send_json = AsyncMock()\nws.accept()\n')
    expect(sites[0]?.evidence[0]).toMatchObject({ service: 'websocket', text: 'spec=WebSocket from fastapi' })
    expect(sites[0]?.evidence[1]).toMatchObject({ service: 'websocket', text: 'has send_json and accept' })
    expect(sites[1]?.evidence).toEqual(sites[0]?.evidence)
  })
})

describe('total on bad input', () => {
  it.each([
    ['half a call', 'from unittest.mock import Mock\nws = Mock('],
    ['unmatched brackets', 'from unittest.mock import Mock\n)))Mock()]]'],
    ['nested constructors', `from unittest.mock import Mock\nm = ${'Mock('.repeat(20_000)}${')'.repeat(20_000)}`],
    ['nested lists', `from unittest.mock import Mock\nm = ${'['.repeat(100_000)}Mock()`],
    ['an assignment to itself', 'from unittest import mock\nmock = mock\nM = N\nN = M\nM()\n'],
  ])('%s', (_, text) => {
    expect(python(text).sites.length).toBeGreaterThanOrEqual(0)
  })

  it.each([
    ['nested functions', `${'vi.fn(() => '.repeat(5_000)}${')'.repeat(5_000)}`],
    ['nested objects', `const a = ${'{ a: '.repeat(20_000)}vi.fn()${' }'.repeat(20_000)}`],
    ['a variable of itself', 'let vi2 = vi2\nvi2.fn()\nconst { a } = { a }\n a.fn(); vi.fn('],
  ])('%s', (_, text) => {
    expect(typescript(`import { vi } from 'vitest'\n${text}`).sites.length).toBeGreaterThanOrEqual(0)
  })
})
