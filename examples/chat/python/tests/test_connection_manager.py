from unittest.mock import AsyncMock, MagicMock

import pytest
from fastapi import WebSocket, WebSocketDisconnect

from chat.connection_manager import ConnectionManager


@pytest.fixture
def manager():
    return ConnectionManager()


@pytest.mark.asyncio
async def test_connect_accepts_and_greets(manager):
    websocket = AsyncMock(spec=WebSocket)

    await manager.connect(websocket, "ada")

    websocket.accept.assert_called_once()
    websocket.send_json.assert_called_once_with({"type": "connected", "user": "ada", "windows": 1})
    assert websocket in manager.sockets["ada"]


@pytest.mark.asyncio
async def test_personal_message(manager):
    websocket = AsyncMock(spec=WebSocket)
    await manager.connect(websocket, "ada")
    websocket.send_json.reset_mock()

    reached = await manager.send_to_user("ada", {"type": "private", "text": "hi"})

    assert reached == 1
    websocket.send_json.assert_called_once_with({"type": "private", "text": "hi"})


@pytest.mark.asyncio
async def test_broadcast_skips_the_sender(manager):
    ada = AsyncMock(spec=WebSocket)
    bob = AsyncMock(spec=WebSocket)
    await manager.connect(ada, "ada")
    await manager.connect(bob, "bob")
    ada.send_json.reset_mock()
    bob.send_json.reset_mock()

    await manager.broadcast({"type": "said", "user": "ada", "text": "hello"}, sender="ada")

    ada.send_json.assert_not_called()
    bob.send_json.assert_called_once_with({"type": "said", "user": "ada", "text": "hello"})


@pytest.mark.asyncio
async def test_second_window_is_counted(manager):
    first = MagicMock()
    first.accept = AsyncMock()
    first.send_json = AsyncMock()
    second = AsyncMock()

    await manager.connect(first, "ada")
    await manager.connect(second, "ada")

    assert second.send_json.call_args[0][0]["windows"] == 2
    assert first.send_json.call_count == 1


@pytest.mark.asyncio
async def test_dead_window_is_forgotten(manager):
    websocket = AsyncMock(spec=WebSocket)
    await manager.connect(websocket, "ada")
    websocket.send_json.side_effect = WebSocketDisconnect()

    assert await manager.send_to_user("ada", {"type": "private"}) == 0
    assert "ada" not in manager.sockets


@pytest.mark.asyncio
async def test_kick_tells_why(manager):
    websocket = AsyncMock(spec=WebSocket)
    await manager.connect(websocket, "ada")

    await manager.kick("ada", "spam")

    websocket.close.assert_called_once_with(code=4003, reason="spam")
    assert manager.sockets == {}
