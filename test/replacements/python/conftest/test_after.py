import pytest

from app import Hub
from real_websocket import as_json


class TestHub:
    @pytest.mark.asyncio
    async def test_welcome(self, hub, mock_websocket):
        await hub.connect("ada", mock_websocket.server)
        await mock_websocket.client.expect_accepted()
        assert await mock_websocket.client.received_json() == [{"type": "welcome", "name": "ada"}]

    @pytest.mark.asyncio
    async def test_send(self, hub, mock_websocket):
        hub.sockets["ada"] = mock_websocket.server
        await hub.send("ada", {"n": (1, 2)})
        assert await mock_websocket.client.received_json() == [as_json({"n": (1, 2)})]


@pytest.mark.asyncio
async def test_broadcast(room):
    assert await room.broadcast({"n": 1}, {"n": 2}) == 2


@pytest.mark.asyncio
async def test_the_other_one(room, mock_websocket, other_websocket):
    await other_websocket.server.close()
    assert await room.broadcast({"n": 1}) == 1
    assert await mock_websocket.client.received_json() == [{"n": 1}]
    assert room.lost == ["other"]
