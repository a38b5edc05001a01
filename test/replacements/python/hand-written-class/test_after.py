import pytest

from app import Hub


@pytest.fixture
def hub():
    return Hub()


@pytest.mark.asyncio
async def test_welcome(hub, open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await hub.connect("ada", ws)
    await ws_client.expect_accepted()
    assert await ws_client.received_json() == [{"type": "welcome", "name": "ada"}]
    await ws_client.expect_not_closed()


@pytest.mark.asyncio
async def test_only_one_is_told(hub, open_websocket_pair):
    (ada, ada_client), (bob, bob_client) = await open_websocket_pair(), await open_websocket_pair()
    hub.sockets = {"ada": ada, "bob": bob}
    await hub.send("bob", {"n": (1, 2)})
    await ada_client.expect_silence()
    assert (await bob_client.received_json())[0]["n"] is not None
    assert len(await bob_client.received_json()) == 1
    await bob_client.clear()
    await hub.broadcast({"n": 1}, {"n": 2})
    assert [message["n"] for message in await bob_client.received_json()] == [1, 2]
    assert any(message["n"] == 2 for message in await ada_client.received_json())


@pytest.mark.asyncio
async def test_many(hub, open_websocket_pair):
    sockets = [await open_websocket_pair() for _ in range(3)]
    for index, ws in enumerate(sockets):
        await hub.connect(str(index), ws.server)
    for ws in sockets:
        assert len(await ws.client.received_json()) == 1


@pytest.mark.asyncio
async def test_kicked(hub, open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await hub.connect("ada", ws)
    await hub.kick("ada", "spam")
    await ws_client.expect_accepted()
    await ws_client.expect_close()
    await ws_client.expect_close(4003)
