from unittest.mock import AsyncMock

import pytest
from fastapi import WebSocket, WebSocketDisconnect

from app import Hub


@pytest.mark.asyncio
async def test_closed():
    ws = AsyncMock()
    ws.send_json = AsyncMock(side_effect=RuntimeError("closed"))
    other_ws = AsyncMock()
    hub = Hub()
    hub.sockets = {"ada": ws, "bob": other_ws}
    assert await hub.broadcast({"n": 1}) == 1
    assert hub.lost == ["ada"]
    other_ws.send_json.assert_awaited_once_with({"n": 1})


@pytest.mark.asyncio
async def test_gone():
    ws = AsyncMock()
    ws.send_json.side_effect = WebSocketDisconnect(code=1006)
    hub = Hub()
    hub.sockets = {"ada": ws}
    assert await hub.broadcast({"n": 1}) == 0
    assert hub.lost == ["ada"]


@pytest.mark.asyncio
async def test_one_of_many():
    websockets = [AsyncMock(spec=WebSocket) for _ in range(3)]
    websockets[1].send_json.side_effect = WebSocketDisconnect()
    hub = Hub()
    hub.sockets = {"a": websockets[0], "b": websockets[1], "c": websockets[2]}
    assert await hub.broadcast({"n": 1}) == 2
    assert hub.lost == ["b"]
    websockets[0].send_json.assert_awaited_once_with({"n": 1})
    websockets[2].send_json.assert_awaited_once_with({"n": 1})
