import pytest

from app import Hub


@pytest.mark.asyncio
async def test_closed(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    await ws.close()
    other_ws, other_ws_client = await open_websocket_pair()
    hub = Hub()
    hub.sockets = {"ada": ws, "bob": other_ws}
    assert await hub.broadcast({"n": 1}) == 1
    assert hub.lost == ["ada"]
    assert await other_ws_client.received_json() == [{"n": 1}]


@pytest.mark.asyncio
async def test_gone(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await ws_client.drop()
    hub = Hub()
    hub.sockets = {"ada": ws}
    assert await hub.broadcast({"n": 1}) == 0
    assert hub.lost == ["ada"]


@pytest.mark.asyncio
async def test_one_of_many(open_websocket_pair):
    websockets = [await open_websocket_pair() for _ in range(3)]
    await websockets[1].client.drop()
    hub = Hub()
    hub.sockets = {"a": websockets[0].server, "b": websockets[1].server, "c": websockets[2].server}
    assert await hub.broadcast({"n": 1}) == 2
    assert hub.lost == ["b"]
    assert await websockets[0].client.received_json() == [{"n": 1}]
    assert await websockets[2].client.received_json() == [{"n": 1}]
