import asyncio
from unittest import mock

import pytest

from app import Room


class TestRoom:
    @pytest.fixture
    def websocket(self):
        return mock.AsyncMock()

    def make_ws(self):
        ws = mock.MagicMock()
        ws.accept = mock.AsyncMock()
        ws.send_json = mock.AsyncMock()
        ws.close = mock.AsyncMock()
        return ws

    def test_join(self, websocket):
        room = Room()
        assert asyncio.run(room.join(websocket)) is True
        assert websocket.accept.called
        websocket.send_json.assert_called_once_with({"members": 1})
        websocket.close.assert_not_called()

    @pytest.mark.asyncio
    async def test_everybody_is_told(self):
        first = self.make_ws()
        second = self.make_ws()
        room = Room()
        await room.join(first)
        first.send_json.reset_mock()
        await room.join(second)
        first.send_json.assert_called_once_with({"members": 2})
        assert not first.close.called
        second.send_json.assert_called_once()

    @pytest.mark.asyncio
    @pytest.mark.parametrize("limit", [0, 1])
    async def test_full(self, limit, websocket):
        room = Room(limit)
        room.members = [object()] * limit
        assert await room.join(websocket) is False
        websocket.accept.assert_awaited_once_with()
        websocket.close.assert_awaited_once_with(code=4008, reason="full")
        websocket.send_json.assert_not_called()
