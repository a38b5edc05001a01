import json
from unittest.mock import AsyncMock, call

import pytest
from websockets.exceptions import ConnectionClosedError, ConnectionClosedOK

from app import Hub


@pytest.fixture
def websocket():
    return AsyncMock()


@pytest.mark.asyncio
async def test_welcome(websocket):
    await Hub().join("ada", websocket)
    websocket.send.assert_called_once_with(json.dumps({"type": "welcome", "name": "ada"}))


@pytest.mark.asyncio
async def test_welcome_is_json(websocket):
    await Hub().join("ada", websocket)
    message = json.loads(websocket.send.call_args[0][0])
    assert message["type"] == "welcome"
    assert websocket.send.await_count == 1


@pytest.mark.asyncio
async def test_broadcast_reaches_all_but_one():
    hub = Hub()
    ws_ada, ws_bob = AsyncMock(), AsyncMock()
    await hub.join("ada", ws_ada)
    await hub.join("bob", ws_bob)
    ws_ada.send.reset_mock()
    await hub.broadcast("hi", but="ada")
    ws_ada.send.assert_not_called()
    ws_bob.send.assert_any_call("hi")


@pytest.mark.asyncio
async def test_order(websocket):
    hub = Hub()
    await hub.join("ada", websocket)
    await hub.broadcast("one")
    await hub.broadcast("two")
    websocket.send.assert_has_calls([call("one"), call("two")])
    assert websocket.send.call_args_list[1][0][0] == "one"


@pytest.mark.asyncio
async def test_binary(websocket):
    hub = Hub()
    await hub.join("ada", websocket)
    await hub.send_image("ada", b"\x89PNG")
    websocket.send.assert_called_with(b"\x89PNG")


@pytest.mark.asyncio
async def test_lost_client_leaves(websocket):
    hub = Hub()
    await hub.join("ada", websocket)
    websocket.send.side_effect = ConnectionClosedError(None, None)
    await hub.broadcast("hi")
    assert hub.sockets == {}


@pytest.mark.asyncio
async def test_client_that_has_left():
    hub = Hub()
    ws = AsyncMock()
    hub.sockets["ada"] = ws
    ws.send.side_effect = ConnectionClosedOK(None, None)
    await hub.broadcast("hi")
    assert "ada" not in hub.sockets
