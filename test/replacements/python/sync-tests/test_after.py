"""Tests that run the loop themselves."""

from app import Registry


async def test_identity(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    registry = Registry()
    registry.register("ada", ws)
    assert registry.sockets["ada"] is ws


async def test_delivered(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    registry = Registry()
    registry.register("ada", ws)
    assert await registry.safe_send("ada", {"n": 1}) is True
    assert await ws_client.received_json() == [{"n": 1}]


async def test_client_is_gone(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    registry = Registry()
    registry.register("ada", ws)
    await ws_client.disconnect()
    assert await registry.safe_send("ada", {"n": 1}) is False
    await ws_client.expect_silence()


async def test_closed_socket(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    await ws.close()
    registry = Registry()
    registry.register("ada", ws)
    assert await registry.safe_send("ada", {"n": 1}) is False
    assert registry.sockets == {}


def test_nobody():
    assert Registry().sockets == {}
