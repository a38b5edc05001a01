import pytest

from app import Gate

pytestmark = pytest.mark.asyncio


async def make_ws(open_websockets_pair):
    ws_pair = await open_websockets_pair(legacy=True, path="/chat?room=blue", headers={"X-Token": "t"})
    return ws_pair


async def test_enters_the_room_of_its_path(open_websockets_pair):
    ws, ws_client = await make_ws(open_websockets_pair)
    gate = Gate()
    await gate.enter(ws)
    assert await ws_client.received_messages() == ["entered blue"]
    assert gate.rooms == {"blue": [ws]}
    await ws_client.expect_not_closed()


async def test_without_token(open_websockets_pair):
    ws, ws_client = await open_websockets_pair(legacy=True, path="/chat", headers={})
    await Gate().enter(ws)
    await ws_client.expect_close(4003, "no token")
    await ws_client.expect_silence()


async def test_open_ones_are_told(open_websockets_pair):
    ws, ws_client = await open_websockets_pair(legacy=True)
    gate = Gate()
    gate.rooms["blue"] = [ws]
    await gate.say("blue", "hi")
    assert await ws_client.received_messages() == ["hi"]


async def test_closed_ones_are_not(open_websockets_pair):
    ws, ws_client = await open_websockets_pair(legacy=True)
    await ws_client.disconnect()
    gate = Gate()
    gate.rooms["blue"] = [ws]
    await gate.say("blue", "hi")
    await ws_client.expect_silence()
