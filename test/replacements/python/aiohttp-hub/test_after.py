import json
from unittest.mock import ANY

import pytest

from app import Hub


@pytest.mark.asyncio
async def test_join_welcomes(open_aiohttp_pair):
    ws, ws_client = await open_aiohttp_pair()
    hub = Hub()

    await hub.join("ada", ws)

    assert await ws_client.received_json() == [{"type": "welcome", "name": "ada"}]
    assert hub.sockets["ada"] is ws


@pytest.mark.asyncio
async def test_tell_sends_text(open_aiohttp_pair):
    ws, ws_client = await open_aiohttp_pair()
    hub = Hub()
    hub.sockets["ada"] = ws

    assert await hub.tell("ada", "hello") is True

    assert await ws_client.received_text(by="send_str") == ["hello"]
    await ws_client.expect_silence(by="send_bytes")


@pytest.mark.asyncio
async def test_tell_leaves_a_closed_socket_alone(open_aiohttp_pair):
    ws, ws_client = await open_aiohttp_pair()
    await ws_client.disconnect()
    hub = Hub()
    hub.sockets["ada"] = ws

    assert await hub.tell("ada", "hello") is False

    await ws_client.expect_silence()


@pytest.mark.asyncio
async def test_broadcast_reaches_everybody_else(open_aiohttp_pair):
    (ws1, ws1_client), (ws2, ws2_client) = await open_aiohttp_pair(), await open_aiohttp_pair()
    ws3, ws3_client = await open_aiohttp_pair()
    hub = Hub()
    hub.sockets = {"ada": ws1, "eve": ws2, "bob": ws3}

    await hub.broadcast({"type": "chat", "text": "hi"}, exclude=["eve"])
    await hub.broadcast({"type": "chat", "text": "again"}, exclude=["eve"])

    assert len(await ws1_client.received_json()) == 2
    await ws2_client.expect_silence()
    await ws3_client.expect_sequence([{"type": "chat", "text": "hi"}, {"type": "chat", "text": ANY}])
    assert [c["text"] for c in await ws1_client.received_json()] == ["hi", "again"]


@pytest.mark.asyncio
async def test_broadcast_forgets_lost_clients(open_aiohttp_pair):
    good, good_client = await open_aiohttp_pair()
    bad, bad_client = await open_aiohttp_pair()
    await bad_client.drop()
    hub = Hub()
    hub.sockets = {"bad": bad, "good": good}

    await hub.broadcast({"type": "test"})

    assert len(await good_client.received_json()) == 1
    assert list(hub.sockets) == ["good"]


@pytest.mark.asyncio
async def test_files_are_binary(open_aiohttp_pair):
    ws, ws_client = await open_aiohttp_pair()
    hub = Hub()
    hub.sockets["ada"] = ws

    await hub.send_file("ada", b"\x00\x01")

    assert await ws_client.received_bytes() == [b"\x00\x01"]


@pytest.mark.asyncio
async def test_kick_says_why(open_aiohttp_pair):
    ws, ws_client = await open_aiohttp_pair()
    hub = Hub()
    hub.sockets["ada"] = ws

    await hub.kick("ada", "spam")

    sent = json.loads((await ws_client.received_text())[-1])
    assert sent == {"type": "kicked", "reason": "spam"}
    await ws_client.expect_close(4001, b"spam", once=True)
    assert "ada" not in hub.sockets


@pytest.mark.asyncio
async def test_shutdown_closes_what_is_open(open_aiohttp_pair):
    sockets = [await open_aiohttp_pair() for _ in range(2)]
    hub = Hub()
    hub.sockets = {str(n): ws.server for n, ws in enumerate(sockets)}

    await hub.shutdown()

    for ws in sockets:
        await ws.client.expect_close(once=True)
    assert hub.sockets == {}
