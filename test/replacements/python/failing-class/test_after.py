import json

import pytest

from app import Hub


@pytest.fixture
def hub():
    return Hub()


@pytest.mark.asyncio
async def test_accepted(hub, open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await hub.connect("ada", ws)
    await ws_client.expect_accepted()
    assert hub.sockets == {"ada": ws}
    assert {ws} == set(hub.sockets.values())


@pytest.mark.asyncio
async def test_lost_from_the_start(hub, open_websocket_pair):
    (good, good_client), (bad, bad_client) = await open_websocket_pair(), await open_websocket_pair()
    await bad_client.drop()
    await hub.connect("good", good)
    await hub.connect("bad", bad)
    assert await hub.broadcast({"n": 1}) == 1
    assert hub.lost == ["bad"]
    assert list(hub.sockets) == ["good"]
    assert await good_client.received_json() == [{"n": 1}]


@pytest.mark.asyncio
async def test_lost_later(hub, open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await hub.connect("ada", ws)
    await hub.broadcast({"n": 1})
    assert await ws_client.received_json() == [{"n": 1}]
    await ws_client.drop()
    assert await hub.broadcast({"n": 2}) == 0
    assert hub.lost == ["ada"]


@pytest.mark.asyncio
async def test_kicked(hub, open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await hub.connect("ada", ws)
    await hub.kick("ada")
    await ws_client.expect_close()
    await ws_client.expect_close(4003)


@pytest.mark.asyncio
async def test_lost_alone(hub, open_websocket_pair):
    bad, bad_client = await open_websocket_pair()
    await bad_client.drop()
    await hub.connect("bad", bad)
    assert await hub.broadcast(json.loads("{}")) == 0
    assert hub.sockets == {}
