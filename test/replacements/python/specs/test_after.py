from unittest.mock import ANY

import pytest

from app import Hub


@pytest.mark.asyncio
async def test_magic_mock_with_a_spec(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    hub = Hub()
    await hub.connect("ada", ws)
    await ws_client.expect_accepted()
    assert await ws_client.received_json() == [{"type": ANY, "name": "ada"}]


@pytest.mark.asyncio
async def test_autospec(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    hub = Hub()
    hub.sockets["ada"] = ws
    await hub.send("ada", {"n": 1, "at": None})
    assert (await ws_client.received_json())[-1] == {"n": 1, "at": ANY}
    assert (await ws_client.received_json())[-1]["n"] == 1
    assert len(await ws_client.received_json()) == 1


@pytest.mark.asyncio
async def test_mock_with_members(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    hub = Hub()
    await hub.connect("ada", ws)
    await hub.broadcast({"n": 1}, {"n": 2})
    assert {"n": 2} in await ws_client.received_json()
    await ws_client.expect_sequence([{"n": 1}, {"n": 2}])
    assert all([message in await ws_client.received_json() for message in [{"n": 2}, {"n": 1}]])
    assert (await ws_client.received_json())[-1] == {"n": 2}
    assert (await ws_client.received_json())[1] == {"n": 1}
    assert (await ws_client.received_json())[0] == {"type": "welcome", "name": "ada"}


@pytest.mark.asyncio
async def test_members_of_the_constructor(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    hub = Hub()
    hub.sockets["ada"] = ws
    await hub.send("ada", {"n": 1})
    assert await ws_client.received_json() == [{"n": 1}]
    assert await ws_client.received_json()
