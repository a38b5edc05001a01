from unittest.mock import AsyncMock

import pytest
from fastapi import WebSocket

from app import Hub, expel, listen


@pytest.fixture
def hub():
    return Hub()


@pytest.mark.asyncio
async def test_a_lost_one_is_forgotten(hub):
    ws = AsyncMock(spec=WebSocket)
    await hub.connect("ada", ws)
    ws.send_json.side_effect = Exception("connection lost")
    assert await hub.send("ada", {"n": 1}) is False
    assert hub.sockets == {}


@pytest.mark.asyncio
async def test_told_apart(hub):
    ws = AsyncMock(spec=WebSocket)
    await hub.connect("ada", ws)
    ws.send_json.side_effect = Exception("connection lost")
    assert await hub.strict("ada", {"n": 1}) == "failed"


@pytest.mark.asyncio
async def test_left(hub):
    ws = AsyncMock(spec=WebSocket)
    await hub.connect("ada", ws)
    await hub.leave("ada")
    ws.close.assert_awaited_once_with(code=1001)


@pytest.mark.asyncio
async def test_expelled():
    ws = AsyncMock(spec=WebSocket)
    await expel(ws)
    ws.close.assert_awaited_once_with(code=4001)


@pytest.mark.asyncio
async def test_listens_to_the_end():
    ws = AsyncMock(spec=WebSocket)
    ws.receive_text.side_effect = ["hello", "there", Exception("gone")]
    heard = []
    await listen(ws, heard)
    assert heard == ["hello", "there", "over"]
