import asyncio
from unittest.mock import AsyncMock, MagicMock

import pytest
from fastapi import WebSocket, WebSocketDisconnect

from app import Echo, Hub, Session


class TestSession:
    @pytest.mark.asyncio
    async def test_says(self):
        session = Session("ada")
        session.ws = AsyncMock()
        await session.say("hi")
        session.ws.send_json.assert_awaited_once_with({"from": "ada", "text": "hi"})

    @pytest.mark.asyncio
    async def test_says_nothing(self):
        session = Session("ada")
        session.ws = MagicMock()
        session.ws.send_json = AsyncMock()
        session.ws.send_json.assert_not_awaited()
        await session.say("hi")
        await session.say("ho")
        assert [call.args[0]["text"] for call in session.ws.send_json.call_args_list] == ["hi", "ho"]
        assert session.ws.send_json.await_count == 2


@pytest.mark.asyncio
async def test_sends_to_one_alone():
    hub = Hub()
    hub.sockets["ada"] = AsyncMock(spec=WebSocket)
    hub.sockets["bob"] = AsyncMock(spec=WebSocket)
    await hub.send("bob", "hi")
    hub.sockets["bob"].send_text.assert_awaited_once_with("hi")
    hub.sockets["ada"].send_text.assert_not_awaited()


@pytest.mark.asyncio
async def test_broadcasts_to_all():
    hub = Hub()
    hub.sockets["ada"] = AsyncMock(spec=WebSocket)
    hub.sockets["ada"].send_text = AsyncMock()
    await hub.broadcast("a")
    await hub.broadcast("b")
    assert hub.sockets["ada"].send_text.await_count == 2
    hub.sockets["ada"].send_text.assert_any_await("a")


@pytest.mark.asyncio
async def test_echoes():
    ws = AsyncMock()
    ws.receive_text.side_effect = ["hi", "ho", WebSocketDisconnect()]
    echo = Echo(ws)
    assert await echo.run() == "gone"
    ws.accept.assert_awaited_once()
    assert [call.args[0] for call in ws.send_text.await_args_list] == ["HI", "HO"]


@pytest.mark.asyncio
async def test_echoes_in_time():
    ws = AsyncMock()
    ws.receive_text.side_effect = ["hi", WebSocketDisconnect()]
    echo = Echo(ws=ws)
    await asyncio.wait_for(echo.run(), timeout=5)
    ws.send_text.assert_awaited_once_with("HI")


@pytest.mark.asyncio
async def test_what_may_be_the_same_stays():
    hub = Hub()
    hub.sockets["ada"] = AsyncMock(spec=WebSocket)
    await hub.broadcast("a")
    for name in ["ada"]:
        hub.sockets[name].send_text.assert_awaited_once_with("a")
