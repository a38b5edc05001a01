import pytest

from app import Hub
from real_websocket import as_json


@pytest.mark.asyncio
async def test_appended(open_websocket_pair):
    hub = Hub()
    websockets = []
    for index in range(3):
        ws = await open_websocket_pair()
        websockets.append(ws)
        await hub.connect(str(index), ws.server)
    for ws in websockets:
        await ws.client.expect_accepted()
    for index, ws in enumerate(websockets):
        assert await ws.client.received_json() == [as_json({"type": "welcome", "name": str(index)})]


@pytest.mark.asyncio
async def test_by_name(open_websocket_pair):
    hub = Hub()
    websockets = {}
    for name in ("ada", "bob"):
        websockets[name] = await open_websocket_pair()
        await hub.connect(name, websockets[name].server)
    await hub.send("bob", {"n": 1})
    assert len(await websockets["ada"].client.received_json()) == 1
    assert len(await websockets["bob"].client.received_json()) == 2


@pytest.mark.asyncio
async def test_one_after_the_other(open_websocket_pair):
    hub = Hub()
    for name in ("ada", "bob"):
        ws, ws_client = await open_websocket_pair()
        await hub.connect(name, ws)
        assert await ws_client.received_json() == [as_json({"type": "welcome", "name": name})]
    assert len(hub.sockets) == 2
