import json
from unittest.mock import ANY, AsyncMock, MagicMock, call

import pytest
from aiohttp import web

from app import Hub


@pytest.mark.asyncio
async def test_join_welcomes():
    ws = AsyncMock(spec=web.WebSocketResponse)
    hub = Hub()

    await hub.join("ada", ws)

    ws.send_json.assert_called_once_with({"type": "welcome", "name": "ada"})
    assert hub.sockets["ada"] is ws


@pytest.mark.asyncio
async def test_tell_sends_text():
    ws = MagicMock()
    ws.closed = False
    ws.send_str = AsyncMock()
    hub = Hub()
    hub.sockets["ada"] = ws

    assert await hub.tell("ada", "hello") is True

    ws.send_str.assert_awaited_once_with("hello")
    assert not ws.send_bytes.called


@pytest.mark.asyncio
async def test_tell_leaves_a_closed_socket_alone():
    ws = MagicMock(spec=web.WebSocketResponse)
    ws.closed = True
    hub = Hub()
    hub.sockets["ada"] = ws

    assert await hub.tell("ada", "hello") is False

    ws.send_str.assert_not_called()


@pytest.mark.asyncio
async def test_broadcast_reaches_everybody_else():
    ws1, ws2 = AsyncMock(), AsyncMock()
    ws3 = AsyncMock(spec=web.WebSocketResponse)
    hub = Hub()
    hub.sockets = {"ada": ws1, "eve": ws2, "bob": ws3}

    await hub.broadcast({"type": "chat", "text": "hi"}, exclude=["eve"])
    await hub.broadcast({"type": "chat", "text": "again"}, exclude=["eve"])

    assert ws1.send_json.call_count == 2
    ws2.send_json.assert_not_called()
    ws3.send_json.assert_has_calls([call({"type": "chat", "text": "hi"}), call({"type": "chat", "text": ANY})])
    assert [c.args[0]["text"] for c in ws1.send_json.call_args_list] == ["hi", "again"]


@pytest.mark.asyncio
async def test_broadcast_forgets_lost_clients():
    good = MagicMock(spec=web.WebSocketResponse)
    good.send_json = AsyncMock()
    bad = MagicMock(spec=web.WebSocketResponse)
    bad.send_json = AsyncMock(side_effect=ConnectionResetError("closed"))
    hub = Hub()
    hub.sockets = {"bad": bad, "good": good}

    await hub.broadcast({"type": "test"})

    good.send_json.assert_called_once()
    assert list(hub.sockets) == ["good"]


@pytest.mark.asyncio
async def test_files_are_binary():
    ws = AsyncMock(spec=web.WebSocketResponse)
    hub = Hub()
    hub.sockets["ada"] = ws

    await hub.send_file("ada", b"\x00\x01")

    ws.send_bytes.assert_called_once_with(b"\x00\x01")


@pytest.mark.asyncio
async def test_kick_says_why():
    ws = AsyncMock(spec=web.WebSocketResponse, closed=False)
    hub = Hub()
    hub.sockets["ada"] = ws

    await hub.kick("ada", "spam")

    sent = json.loads(ws.send_str.call_args[0][0])
    assert sent == {"type": "kicked", "reason": "spam"}
    ws.close.assert_called_once_with(code=4001, message=b"spam")
    assert "ada" not in hub.sockets


@pytest.mark.asyncio
async def test_shutdown_closes_what_is_open():
    sockets = [AsyncMock(spec=web.WebSocketResponse, closed=False) for _ in range(2)]
    hub = Hub()
    hub.sockets = {str(n): ws for n, ws in enumerate(sockets)}

    await hub.shutdown()

    for ws in sockets:
        ws.close.assert_awaited_once()
    assert hub.sockets == {}
