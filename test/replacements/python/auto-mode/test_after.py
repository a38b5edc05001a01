
import pytest

from app import Hub


@pytest.fixture
def hub(websocket_pair):
    hub = Hub()
    hub.sockets["ada"] = websocket_pair.server
    return hub


async def test_send(hub, websocket_pair):
    await hub.send("ada", {"n": 1})
    assert await websocket_pair.client.received_json() == [{"n": 1}]


async def test_broadcast(hub, websocket_pair):
    assert await hub.broadcast({"n": 1}, {"n": 2}) == 1
    assert (await websocket_pair.client.received_json())[0] == {"n": 1}
    assert len(await websocket_pair.client.received_json()) == 2
