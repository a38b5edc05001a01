import asyncio
from unittest.mock import AsyncMock

import pytest
from fastapi import WebSocket

from app import Echo, Hub, Session


class TestSession:
    @pytest.mark.asyncio
    async def test_says(self, open_websocket_pair):
        session = Session("ada")
        session.ws, ws_client = await open_websocket_pair()
        await session.say("hi")
        assert await ws_client.received_json() == [{"from": "ada", "text": "hi"}]

    @pytest.mark.asyncio
    async def test_says_nothing(self, open_websocket_pair):
        session = Session("ada")
        session.ws, ws_client = await open_websocket_pair()
        await ws_client.expect_silence()
        await session.say("hi")
        await session.say("ho")
        assert [call["text"] for call in await ws_client.received_json()] == ["hi", "ho"]
        assert len(await ws_client.received_json()) == 2


@pytest.mark.asyncio
async def test_sends_to_one_alone(open_websocket_pair):
    hub = Hub()
    hub.sockets["ada"], sockets_client = await open_websocket_pair()
    hub.sockets["bob"], sockets_far_end = await open_websocket_pair()
    await hub.send("bob", "hi")
    assert await sockets_far_end.received_text() == ["hi"]
    await sockets_client.expect_silence()


@pytest.mark.asyncio
async def test_broadcasts_to_all(open_websocket_pair):
    hub = Hub()
    hub.sockets["ada"], sockets_client = await open_websocket_pair()
    await hub.broadcast("a")
    await hub.broadcast("b")
    assert len(await sockets_client.received_text()) == 2
    assert "a" in await sockets_client.received_text()


@pytest.mark.asyncio
async def test_echoes(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    echo = Echo(ws)
    assert await ws_client.play(echo.run(), ["hi", "ho"]) == "gone"
    await ws_client.expect_accepted()
    assert await ws_client.received_text() == ["HI", "HO"]


@pytest.mark.asyncio
async def test_echoes_in_time(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    echo = Echo(ws=ws)
    await asyncio.wait_for(ws_client.play(echo.run(), ["hi"]), timeout=5)
    assert await ws_client.received_text() == ["HI"]


@pytest.mark.asyncio
async def test_what_may_be_the_same_stays():
    hub = Hub()
    hub.sockets["ada"] = AsyncMock(spec=WebSocket)
    await hub.broadcast("a")
    for name in ["ada"]:
        hub.sockets[name].send_text.assert_awaited_once_with("a")
