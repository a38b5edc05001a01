from unittest.mock import AsyncMock, create_autospec

import pytest
from fastapi import WebSocket

from app import Hub


@pytest.mark.asyncio
class TestHub:
    @pytest.fixture(autouse=True)
    def prepare(self):
        self.ws = create_autospec(WebSocket)
        self.hub = Hub()
        self.hub.sockets["ada"] = self.ws

    async def test_send(self):
        await self.hub.send("ada", {"n": 1})
        self.ws.send_json.assert_called_once_with({"n": 1})

    async def test_nobody_else(self):
        bob = AsyncMock(spec=WebSocket)
        await self.hub.connect("bob", bob)
        self.ws.send_json.assert_not_called()
        bob.send_json.assert_called_once_with({"type": "welcome", "name": "bob"})
