import pytest

from app import Hub

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_welcome(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    hub = Hub()
    await hub.connect("ada", ws)
    assert await ws_client.received_json() == [{"type": "welcome", "name": "ada"}]


async def test_send(open_websocket_pair):
    websocket_pair = await open_websocket_pair()
    hub = Hub()
    hub.sockets["ada"] = websocket_pair.server
    await hub.send("ada", {"n": 1})
    assert await websocket_pair.client.received_json() == [{"n": 1}]
