import json

import pytest

from app import Hub


@pytest.mark.asyncio
async def test_welcome(websockets_pair):
    await Hub().join("ada", websockets_pair.server)
    assert await websockets_pair.client.received_messages() == [json.dumps({"type": "welcome", "name": "ada"})]


@pytest.mark.asyncio
async def test_welcome_is_json(websockets_pair):
    await Hub().join("ada", websockets_pair.server)
    message = json.loads((await websockets_pair.client.received_messages())[-1])
    assert message["type"] == "welcome"
    assert len(await websockets_pair.client.received_messages()) == 1


@pytest.mark.asyncio
async def test_broadcast_reaches_all_but_one(open_websockets_pair):
    hub = Hub()
    (ws_ada, ws_ada_client), (ws_bob, ws_bob_client) = await open_websockets_pair(), await open_websockets_pair()
    await hub.join("ada", ws_ada)
    await hub.join("bob", ws_bob)
    await ws_ada_client.clear()
    await hub.broadcast("hi", but="ada")
    await ws_ada_client.expect_silence()
    assert "hi" in await ws_bob_client.received_messages()


@pytest.mark.asyncio
async def test_order(websockets_pair):
    hub = Hub()
    await hub.join("ada", websockets_pair.server)
    await hub.broadcast("one")
    await hub.broadcast("two")
    await websockets_pair.client.expect_messages(["one", "two"])
    assert (await websockets_pair.client.received_messages())[1] == "one"


@pytest.mark.asyncio
async def test_binary(websockets_pair):
    hub = Hub()
    await hub.join("ada", websockets_pair.server)
    await hub.send_image("ada", b"\x89PNG")
    assert (await websockets_pair.client.received_messages())[-1] == b"\x89PNG"


@pytest.mark.asyncio
async def test_lost_client_leaves(websockets_pair):
    hub = Hub()
    await hub.join("ada", websockets_pair.server)
    await websockets_pair.client.drop()
    await hub.broadcast("hi")
    assert hub.sockets == {}


@pytest.mark.asyncio
async def test_client_that_has_left(open_websockets_pair):
    hub = Hub()
    ws, ws_client = await open_websockets_pair()
    hub.sockets["ada"] = ws
    await ws_client.disconnect()
    await hub.broadcast("hi")
    assert "ada" not in hub.sockets
