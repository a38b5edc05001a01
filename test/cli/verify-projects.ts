/** Small projects with different runners and layouts, and what becomes of their mocks. */
import { dirname, join } from 'node:path'
import type { Tree } from '../workspace/temporary-folder.ts'

export interface Project {
  readonly name: string
  readonly tree: Tree
  /** By path of the test file. */
  readonly outcomes: Readonly<Record<string, 'proven' | 'not proven' | 'rolled back'>>
  /** Part of the command that is shown, and of the reason of what is not proven. */
  readonly command?: string
  readonly reason?: string
  /** Whether the interpreter is found by itself. */
  readonly ownPython?: boolean
}

const PYTHON = process.env['DEMOCK_PYTHON'] ?? ''
const PACKAGES = { linkTo: join(process.env['DEMOCK_JAVASCRIPT'] ?? '', 'node_modules') }

const CHAT = `async def greet(ws, name):
    await ws.send_json({"type": "hello", "name": name})
`
const GREETS = 'await greet(ws, "Ada")\n    ws.send_json.assert_awaited_once_with({"type": "hello", "name": "Ada"})\n'
const TEST = `from unittest.mock import AsyncMock

from fastapi import WebSocket

from app.chat import greet


async def test_socket():
    ws = AsyncMock(spec=WebSocket)
    ${GREETS}`
const AUTO = '[pytest]\nasyncio_mode = auto\n'

const PYTHON_PROJECTS: readonly Project[] = [
  { name: 'pytest', tree: { 'pytest.ini': AUTO, 'app/__init__.py': '', 'app/chat.py': CHAT, 'tests/test_chat.py': TEST }, outcomes: { 'tests/test_chat.py': 'proven' }, command: '-m pytest -q' },
  {
    name: 'pytest with src layout',
    tree: { 'pyproject.toml': '[project]\nname = "app"\nversion = "1"\n\n[tool.pytest.ini_options]\nasyncio_mode = "auto"\n', 'src/app/__init__.py': '', 'src/app/chat.py': CHAT, 'tests/test_chat.py': TEST },
    outcomes: { 'tests/test_chat.py': 'proven' },
  },
  {
    name: 'unittest, as it is configured',
    tree: {
      'demock.json': JSON.stringify({ verify: { tests: [{ files: ['tests/**'], runner: 'unittest', command: [PYTHON, '-m', 'unittest'] }] } }),
      'app/__init__.py': '', 'app/chat.py': CHAT, 'tests/__init__.py': '',
      'tests/test_chat.py': `from unittest import IsolatedAsyncioTestCase
from unittest.mock import AsyncMock

from fastapi import WebSocket

from app.chat import greet


class TestGreeting(IsolatedAsyncioTestCase):
    async def test_socket(self):
        ws = AsyncMock(spec=WebSocket)
        ${GREETS.replace('\n    ', '\n        ')}`,
    },
    outcomes: { 'tests/test_chat.py': 'proven' }, command: '-m unittest -v tests.test_chat',
  },
  {
    name: 'fixtures of conftest.py',
    tree: {
      'pytest.ini': AUTO, 'app/__init__.py': '', 'app/chat.py': CHAT,
      'tests/conftest.py': 'import pytest\n\n\n@pytest.fixture\ndef name():\n    return "Ada"\n',
      'tests/test_chat.py': TEST.replace('test_socket()', 'test_socket(name)').replaceAll('"Ada"', 'name'),
    },
    outcomes: { 'tests/test_chat.py': 'proven' },
  },
  {
    name: 'a virtual environment of its own',
    tree: { 'pytest.ini': AUTO, '.venv': { linkTo: dirname(dirname(PYTHON)) }, 'app/__init__.py': '', 'app/chat.py': CHAT, 'tests/test_chat.py': TEST.replace('from app.chat import greet\n', `\n${CHAT}`) },
    outcomes: { 'tests/test_chat.py': 'not proven' }, command: '.venv/bin/python -m pytest', reason: 'no place was found in the code under test that could be broken', ownPython: true,
  },
  {
    name: 'a monorepo, one of whose packages lets no test open a connection',
    tree: {
      'services/api/pytest.ini': AUTO, 'services/api/app/__init__.py': '', 'services/api/app/chat.py': CHAT, 'services/api/tests/test_chat.py': TEST,
      'services/shut/pytest.ini': AUTO, 'services/shut/app/__init__.py': '', 'services/shut/app/chat.py': CHAT, 'services/shut/tests/test_chat.py': TEST,
      'services/shut/conftest.py': `import socket

import pytest


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_arguments):
        raise RuntimeError("this project allows no network")

    monkeypatch.setattr(socket.socket, "bind", refuse)
`,
    },
    outcomes: { 'services/api/tests/test_chat.py': 'proven', 'services/shut/tests/test_chat.py': 'rolled back' }, reason: 'after the conversion 1 of 1 tests failed',
  },
]

const MODULE = `export function greet(socket, name) {\n  socket.send(JSON.stringify({ type: 'hello', name }))\n}\n`
const TYPED = `export function greet(socket: { send(text: string): void }, name: string): void {\n  socket.send(JSON.stringify({ type: 'hello', name }))\n}\n`
const COMMONJS = MODULE.replace('export function greet', 'exports.greet = function greet')
const calls = (body: string): string => `  const socket = { send: ${body}, on: ${body} }\n  greet(socket, 'Ada')\n`
const EXPECTS = `  expect(socket.send).toHaveBeenCalledWith(JSON.stringify({ type: 'hello', name: 'Ada' }))\n`
const VITEST = `import { expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { greet } from '../src/chat'

it('greets', () => {
  const socket = { send: vi.fn(), on: vi.fn(), close: vi.fn(), readyState: 1 } as unknown as WebSocket
  greet(socket, 'Ada')
${EXPECTS}})
`
const JEST = `const { greet } = require('../src/chat')\n\nit('greets', () => {\n${calls('jest.fn()')}${EXPECTS}})\n`
const manifest = (of: object): string => `${JSON.stringify({ dependencies: { ws: '8.18.0' }, ...of })}\n`

const JAVASCRIPT_PROJECTS: readonly Project[] = [
  {
    name: 'vitest in TypeScript',
    tree: { 'package.json': manifest({ type: 'module', devDependencies: { vitest: '3.2.4' } }), node_modules: PACKAGES, 'src/chat.ts': TYPED, 'tests/chat.test.ts': VITEST },
    outcomes: { 'tests/chat.test.ts': 'proven' }, command: 'vitest.mjs run',
  },
  {
    name: 'vitest in a monorepo, configured at the root',
    tree: {
      'package.json': manifest({ type: 'module', workspaces: ['packages/*'], devDependencies: { vitest: '3.2.4' } }), node_modules: PACKAGES,
      'vitest.config.js': "export default { test: { projects: ['packages/*'] } }\n",
      'packages/api/package.json': manifest({ name: 'api', type: 'module' }), 'packages/api/src/chat.ts': TYPED, 'packages/api/tests/chat.test.ts': VITEST,
    },
    outcomes: { 'packages/api/tests/chat.test.ts': 'proven' }, command: 'packages/api/tests/chat.test.ts',
  },
  {
    name: 'jest with CommonJS',
    tree: { 'package.json': manifest({ devDependencies: { jest: '30.0.0' } }), node_modules: PACKAGES, 'src/chat.js': COMMONJS, 'tests/chat.test.js': JEST },
    outcomes: { 'tests/chat.test.js': 'proven' }, command: '--runTestsByPath',
  },
  {
    name: 'jest in TypeScript, through Babel',
    tree: {
      'package.json': manifest({ devDependencies: { jest: '30.0.0' }, jest: { transform: { '\\.ts$': ['babel-jest', { presets: ['@babel/preset-typescript'], plugins: ['@babel/plugin-transform-modules-commonjs'] }] } } }),
      node_modules: PACKAGES, 'src/chat.ts': TYPED, 'tests/chat.test.ts': VITEST.replace("import { expect, it, vi } from 'vitest'\n", '').replaceAll('vi.fn', 'jest.fn'),
    },
    outcomes: { 'tests/chat.test.ts': 'proven' },
  },
  {
    name: 'mocha',
    tree: {
      'package.json': manifest({ scripts: { test: 'mocha --require ./tests/before.js tests' }, devDependencies: { mocha: '11.0.0', sinon: '20.0.0' } }), node_modules: PACKAGES,
      'src/chat.js': COMMONJS, 'tests/before.js': 'globalThis.isPrepared = true\n',
      'tests/chat.test.js': `const assert = require('node:assert')\nconst sinon = require('sinon')\nconst { greet } = require('../src/chat')\n\nit('greets', () => {\n  assert.ok(isPrepared)\n${calls('sinon.stub()')}  sinon.assert.calledOnceWithExactly(socket.send, JSON.stringify({ type: 'hello', name: 'Ada' }))\n})\n`,
    },
    outcomes: { 'tests/chat.test.js': 'proven' }, command: '--require ./tests/before.js',
  },
  {
    name: 'node --test',
    tree: {
      'package.json': manifest({ scripts: { test: 'node --test' } }), node_modules: PACKAGES, 'src/chat.js': COMMONJS,
      'tests/chat.test.js': `const test = require('node:test')\nconst assert = require('node:assert')\nconst { greet } = require('../src/chat')\n\ntest('greets', (t) => {\n${calls('t.mock.fn()')}  assert.strictEqual(socket.send.mock.calls[0].arguments[0], JSON.stringify({ type: 'hello', name: 'Ada' }))\n})\n`,
    },
    outcomes: { 'tests/chat.test.js': 'proven' }, command: '--test-reporter=junit',
  },
]

export const PROJECTS: readonly Project[] = [...PYTHON_PROJECTS, ...JAVASCRIPT_PROJECTS]

/** One that is proven, for what goes wrong around it. */
export const PLAIN: Tree = PYTHON_PROJECTS[0]?.tree ?? {}
