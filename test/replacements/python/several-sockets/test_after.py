import pytest

from app import Hub


@pytest.mark.asyncio
async def test_of_a_comprehension(open_websocket_pair):
    websockets = [await open_websocket_pair() for _ in range(3)]
    hub = Hub()
    for index, ws in enumerate(websockets):
        await hub.connect(str(index), ws.server)
        await ws.client.clear()
    await hub.broadcast({"n": 1}, {"n": 2})
    for ws in websockets:
        assert await ws.client.received_json() == [{"n": 1}, {"n": 2}]
    assert len(await websockets[0].client.received_json()) == 2


@pytest.mark.asyncio
async def test_of_a_list(open_websocket_pair):
    hub = Hub()
    websockets = [await open_websocket_pair(), await open_websocket_pair()]
    hub.sockets = dict(zip(["ada", "bob"], [pair.server for pair in websockets]))
    await hub.send("bob", {"n": 1})
    await websockets[0].client.expect_silence()
    assert await websockets[1].client.received_json() == [{"n": 1}]
    assert not all([bool(await ws.client.received_json()) for ws in websockets])
    assert hub.sockets["ada"] is websockets[0].server


@pytest.mark.asyncio
async def test_of_a_dict(open_websocket_pair):
    hub = Hub()
    websockets = {"ada": await open_websocket_pair(), "bob": await open_websocket_pair()}
    hub.sockets = {key: pair.server for key, pair in websockets.items()}
    await hub.broadcast({"n": 1})
    for name, ws in websockets.items():
        assert await ws.client.received_json() == [{"n": 1}]
    await hub.send("bob", {"n": 2})
    assert (await websockets["bob"].client.received_json())[-1]["n"] == 2
    assert [len(await ws.client.received_json()) for ws in websockets.values()] == [1, 2]


@pytest.mark.asyncio
async def test_of_two_at_once(open_websocket_pair):
    (ada, ada_client), (bob, bob_client) = await open_websocket_pair(), await open_websocket_pair()
    hub = Hub()
    await hub.connect("ada", ada)
    await hub.connect("bob", bob)
    assert await ada_client.received_json() == [{"type": "welcome", "name": "ada"}]
    assert await bob_client.received_json() == [{"type": "welcome", "name": "bob"}]


@pytest.mark.asyncio
async def test_of_a_dict_comprehension(open_websocket_pair):
    hub = Hub()
    websockets = {name: await open_websocket_pair() for name in ("ada", "bob")}
    hub.sockets = {key: pair.server for key, pair in websockets.items()}
    await hub.send("bob", {"n": 1})
    await websockets["ada"].client.expect_silence()
    assert await websockets["bob"].client.received_json() == [{"n": 1}]
