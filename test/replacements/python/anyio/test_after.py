import pytest

from app import Hub

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


async def test_welcome(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    hub = Hub()
    await hub.connect("ada", ws)
    await ws_client.expect_accepted()
    assert await ws_client.received_json() == [{"type": "welcome", "name": "ada"}]


async def test_send(open_websocket_pair):
    websocket_pair = await open_websocket_pair()
    hub = Hub()
    hub.sockets["ada"] = websocket_pair.server
    await hub.send("ada", {"n": 1})
    assert await websocket_pair.client.received_json() == [{"n": 1}]
