from unittest.mock import AsyncMock, MagicMock

import aiohttp
import pytest
from aiohttp import WSMessage, WSMsgType, web

from app import beat, echo, greet, pump

pytestmark = pytest.mark.asyncio


async def test_echo():
    ws = MagicMock(spec=web.WebSocketResponse)
    ws.send_json = AsyncMock()
    ws.__aiter__.return_value = [
        WSMessage(WSMsgType.TEXT, '{"type": "a"}', None),
        WSMessage(WSMsgType.TEXT, '{"type": "b"}', None),
    ]
    log = []

    assert await echo(ws, log) is ws

    assert [c[0][0]["of"] for c in ws.send_json.call_args_list] == ["a", "b"]
    assert log == ["left"]
    ws.close.assert_not_called()


async def test_bye_closes():
    ws = AsyncMock(spec=web.WebSocketResponse)
    ws.__aiter__.return_value = [MagicMock(type=WSMsgType.TEXT, data='{"type": "bye"}')]
    log = []

    await echo(ws, log)

    ws.close.assert_called_once_with(code=1001)
    ws.send_json.assert_not_called()


async def test_binary_comes_back():
    ws = AsyncMock()
    message = MagicMock()
    message.type = WSMsgType.BINARY
    message.data = b"abc"
    ws.__aiter__.return_value = iter([message])

    await echo(ws, [])

    ws.send_bytes.assert_awaited_once_with(b"cba")


async def test_an_error_is_logged():
    ws = AsyncMock(spec=web.WebSocketResponse)
    ws.__aiter__.return_value = [WSMessage(type=WSMsgType.ERROR, data=None, extra=None)]
    log = []

    await echo(ws, log)

    assert log == ["error", "left"]


async def test_pump_text():
    source = AsyncMock()
    target = AsyncMock()
    source.closed = False
    source.receive.side_effect = [
        AsyncMock(type=web.WSMsgType.TEXT, data="test message"),
        AsyncMock(type=web.WSMsgType.CLOSE),
    ]

    await pump(source, target)

    target.send_str.assert_called_once_with("test message")
    target.close.assert_called_once()


async def test_pump_binary():
    source = AsyncMock(closed=False)
    target = AsyncMock()
    source.receive = AsyncMock(side_effect=[
        aiohttp.WSMessage(aiohttp.WSMsgType.BINARY, b"data", ""),
        aiohttp.WSMessage(aiohttp.WSMsgType.CLOSED, None, None),
    ])

    await pump(source, target)

    target.send_bytes.assert_called_once_with(b"data")
    assert not target.send_str.called


async def test_greet():
    ws = AsyncMock(spec=web.WebSocketResponse)
    ws.receive_json.return_value = {"name": "ada"}
    ws.receive_str.return_value = "secret"

    assert await greet(ws) == "ada"

    ws.send_json.assert_called_once_with({"type": "welcome", "name": "ada"})
    ws.send_str.assert_called_once_with("ok")


async def test_heartbeat():
    ws = AsyncMock(spec=web.WebSocketResponse)
    ws.receive_str.return_value = "pong"

    await beat(ws, 3)

    ws.ping.assert_called()
    assert ws.send_str.await_count == 3
    ws.send_str.assert_any_call("got pong")
