from unittest.mock import AsyncMock

import pytest

from app import Hub


class TestHub:
    @pytest.mark.asyncio
    async def test_welcome(self, hub, mock_websocket):
        await hub.connect("ada", mock_websocket)
        mock_websocket.accept.assert_awaited_once()
        mock_websocket.send_json.assert_awaited_once_with({"type": "welcome", "name": "ada"})

    @pytest.mark.asyncio
    async def test_send(self, hub, mock_websocket):
        mock_websocket.send_json = AsyncMock()
        hub.sockets["ada"] = mock_websocket
        await hub.send("ada", {"n": (1, 2)})
        mock_websocket.send_json.assert_awaited_once_with({"n": (1, 2)})


@pytest.mark.asyncio
async def test_broadcast(room):
    assert await room.broadcast({"n": 1}, {"n": 2}) == 2


@pytest.mark.asyncio
async def test_the_other_one(room, mock_websocket, other_websocket):
    other_websocket.send_json.side_effect = RuntimeError("closed")
    assert await room.broadcast({"n": 1}) == 1
    mock_websocket.send_json.assert_awaited_once_with({"n": 1})
    assert room.lost == ["other"]
