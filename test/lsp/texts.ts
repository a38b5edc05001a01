/** Tests as people write them, that several files of tests open in the server. */

/** One mock of a WebSocket, verified once. */
export const SOCKET = `from unittest.mock import AsyncMock

import pytest
from fastapi import WebSocket

from chat.session import greet


@pytest.mark.asyncio
async def test_greets():
    ws = AsyncMock(spec=WebSocket)
    await greet(ws, "Ada")
    ws.send_json.assert_awaited_once_with({"type": "hello", "name": "Ada"})
`

/** One mock of a WebSocket in whose place a real one can be put, with something left to do by hand. */
export const UNFINISHED = `from unittest.mock import AsyncMock

import pytest
from fastapi import WebSocket

from chat.session import greet


@pytest.mark.asyncio
async def test_greets():
    ws = AsyncMock(spec=WebSocket)
    await greet(ws, "Ada")
    ws.send_json.assert_awaited_once_with({"type": "hello"})
    ws.send_text.assert_awaited_once_with("bye")
`

/** One mock of the application's own code: nothing replaces it. */
export const DOUBLE = `from unittest.mock import Mock

from chat.history import remember


def test_remembers():
    callback = Mock()
    remember("Ada", callback)
    assert callback.called
`

/** Two mocks in a test of vitest. */
export const VITEST = `import { expect, test, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { greet } from '../src/session.ts'

test('greets', () => {
  const socket = { send: vi.fn(), readyState: 1 } as unknown as WebSocket
  greet(socket, 'Ada')
  expect(socket.send).toHaveBeenCalledOnce()
})

test('calls back', () => {
  const done = vi.fn()
  greet(undefined, 'Ada', done)
  expect(done).toHaveBeenCalledOnce()
})
`

/** A test without a mock. */
export const PLAIN = `import pytest


@pytest.mark.asyncio
async def test_adds():
    total = 1 + 1
    assert total == 2
`

/** No mock library: a socket and a patch made by hand. */
export const HAND_MADE = `from types import SimpleNamespace

import redis


def test_greets():
    ws = SimpleNamespace(accept=lambda: None, send_json=lambda data: None)
    redis.get = lambda key: None
    greet(ws, "Ada")
`
