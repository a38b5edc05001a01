import pytest

from app import Room


class TestRoom:
    @pytest.mark.asyncio
    async def test_join(self, websocket_pair):
        room = Room()
        assert await room.join(websocket_pair.server) is True
        await websocket_pair.client.expect_accepted()
        assert await websocket_pair.client.received_json() == [{"members": 1}]
        await websocket_pair.client.expect_not_closed()

    @pytest.mark.asyncio
    async def test_everybody_is_told(self, open_websocket_pair):
        first, first_client = await open_websocket_pair()
        second, second_client = await open_websocket_pair()
        room = Room()
        await room.join(first)
        await first_client.clear()
        await room.join(second)
        assert await first_client.received_json() == [{"members": 2}]
        await first_client.expect_not_closed()
        assert len(await second_client.received_json()) == 1

    @pytest.mark.asyncio
    @pytest.mark.parametrize("limit", [0, 1])
    async def test_full(self, limit, websocket_pair):
        room = Room(limit)
        room.members = [object()] * limit
        assert await room.join(websocket_pair.server) is False
        await websocket_pair.client.expect_accepted()
        await websocket_pair.client.expect_close(4008, "full")
        await websocket_pair.client.expect_silence()
