from unittest.mock import AsyncMock

import aiohttp
import pytest
from aiohttp import web

from app import beat, echo, greet, pump

pytestmark = pytest.mark.asyncio


async def test_echo(open_aiohttp_pair):
    ws, ws_client = await open_aiohttp_pair()
    ws_client.script([
        '{"type": "a"}',
        '{"type": "b"}',
    ])
    log = []

    assert await echo(ws, log) is ws

    assert [c["of"] for c in await ws_client.received_json()] == ["a", "b"]
    assert log == ["left"]
    await ws_client.expect_not_closed()


async def test_bye_closes(open_aiohttp_pair):
    ws, ws_client = await open_aiohttp_pair()
    ws_client.script(['{"type": "bye"}'])
    log = []

    await echo(ws, log)

    # demock: finish – the far end hangs up behind its script: check that the code closes before it asks for more, since a later close() tells nobody its code
    # was: ws.close.assert_called_once_with(code=1001)
    await ws_client.expect_close(1001, b"", once=True)
    await ws_client.expect_silence()


async def test_binary_comes_back(open_aiohttp_pair):
    ws, ws_client = await open_aiohttp_pair()
    ws_client.script([b"abc"])

    await echo(ws, [])

    assert await ws_client.received_bytes() == [b"cba"]


async def test_an_error_is_logged(open_aiohttp_pair):
    ws, ws_client = await open_aiohttp_pair()
    ws_client.script([], error=True)
    log = []

    await echo(ws, log)

    assert log == ["error", "left"]


async def test_pump_text(open_aiohttp_pair):
    source = AsyncMock()
    target, target_client = await open_aiohttp_pair()
    source.closed = False
    source.receive.side_effect = [
        AsyncMock(type=web.WSMsgType.TEXT, data="test message"),
        AsyncMock(type=web.WSMsgType.CLOSE),
    ]

    await pump(source, target)

    assert await target_client.received_text() == ["test message"]
    await target_client.expect_close(once=True)


async def test_pump_binary(open_aiohttp_pair):
    source = AsyncMock(closed=False)
    target, target_client = await open_aiohttp_pair()
    source.receive = AsyncMock(side_effect=[
        aiohttp.WSMessage(aiohttp.WSMsgType.BINARY, b"data", ""),
        aiohttp.WSMessage(aiohttp.WSMsgType.CLOSED, None, None),
    ])

    await pump(source, target)

    assert await target_client.received_bytes(by="send_bytes") == [b"data"]
    await target_client.expect_silence(by="send_str")


async def test_greet(open_aiohttp_pair):
    ws, ws_client = await open_aiohttp_pair()
    ws_client.script([{"name": "ada"}], hang_up=False)
    # demock: finish – messages of several methods arrive in one stream: check that they are scripted in the order in which the code asks for them
    # was: ws.receive_str.return_value = "secret"
    ws_client.script(["secret"])

    assert await greet(ws) == "ada"

    assert await ws_client.received_json(by="send_json") == [{"type": "welcome", "name": "ada"}]
    assert await ws_client.received_text(by="send_str") == ["ok"]


async def test_heartbeat(open_aiohttp_pair):
    ws, ws_client = await open_aiohttp_pair()
    ws_client.script(["pong"], repeat=True)

    await beat(ws, 3)

    await ws_client.expect_ping()
    assert len(await ws_client.received_text()) == 3
    assert "got pong" in await ws_client.received_text()
