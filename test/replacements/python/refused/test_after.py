import unittest
from unittest.mock import AsyncMock, MagicMock, PropertyMock, call

import pytest
from fastapi import WebSocket
from starlette.websockets import WebSocketState

from app import Hub
from real_websocket import WebSocketPairs

shared_ws = MagicMock(spec=WebSocket)


class FakeWebSocket:
    def __init__(self):
        self.sent = []

    async def send_json(self, data):
        self.sent.append(data)


@pytest.mark.asyncio
async def test_exact_exception():
    ws = AsyncMock(spec=WebSocket)
    ws.send_json.side_effect = ValueError("boom")
    hub = Hub()
    hub.sockets["a"] = ws
    with pytest.raises(ValueError, match="boom"):
        await hub.send("a", {})


@pytest.mark.asyncio
async def test_fails_on_the_second_send():
    ws = AsyncMock(spec=WebSocket)
    ws.send_json.side_effect = [None, RuntimeError()]
    hub = Hub()
    hub.sockets["a"] = ws
    await hub.send("a", {})
    with pytest.raises(RuntimeError):
        await hub.send("a", {})


@pytest.mark.asyncio
async def test_scripted_state():
    ws = AsyncMock(spec=WebSocket)
    type(ws).client_state = PropertyMock(side_effect=[WebSocketState.CONNECTED, WebSocketState.DISCONNECTED])
    assert ws.client_state != ws.client_state


@pytest.mark.asyncio
async def test_in_a_loop():
    hub = Hub()
    for name in ("ada", "bob"):
        ws = AsyncMock(spec=WebSocket)
        hub.sockets[name] = ws
    await hub.send_all({"n": 1})
    hub.sockets["ada"].send_json.assert_called_once_with({"n": 1})


@pytest.mark.asyncio
async def test_in_a_comprehension():
    hub = Hub()
    hub.sockets = {name: AsyncMock(spec=WebSocket) for name in ("ada", "bob")}
    await hub.send_all({"n": 1})
    assert all(socket.send_json.called for socket in hub.sockets.values())


@pytest.mark.asyncio
async def test_read_through_the_hub():
    hub = Hub()
    ws = AsyncMock(spec=WebSocket)
    hub.sockets["ada"] = ws
    await hub.send("ada", {"n": 1})
    hub.sockets["ada"].send_json.assert_called_once_with({"n": 1})


@pytest.mark.asyncio
async def test_order_of_all_calls():
    hub = Hub()
    ws = AsyncMock(spec=WebSocket)
    hub.sockets["ada"] = ws
    await hub.send("ada", {"n": 1})
    assert ws.mock_calls == [call.send_json({"n": 1})]


def test_never_awaited():
    ws = MagicMock()
    hub = Hub()
    hub.sockets["ada"] = ws
    hub.send_later("ada", {"n": 1})
    ws.send_json.assert_called_once_with({"n": 1})


@pytest.mark.asyncio
async def test_another_library():
    ws = AsyncMock()
    ws.recv.return_value = "hello"
    assert await ws.recv() == "hello"


@pytest.mark.parametrize("ws", [AsyncMock(spec=WebSocket)])
def test_parametrised(ws):
    assert Hub().sockets == {}


class TestHub(WebSocketPairs, unittest.IsolatedAsyncioTestCase):
    async def test_send(self):
        ws, ws_client = await self.open_websocket_pair()
        hub = Hub()
        hub.sockets["ada"] = ws
        await hub.send("ada", {"n": 1})
        assert await ws_client.received_json() == [{"n": 1}]
