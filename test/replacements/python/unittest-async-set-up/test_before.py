import unittest
from unittest.mock import AsyncMock, MagicMock

from app import Hub


class HubTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.hub = Hub()
        self.mock_ws = MagicMock()
        self.mock_ws.accept = AsyncMock()
        self.mock_ws.send_json = AsyncMock()
        self.mock_ws.close = AsyncMock()
        await self.hub.connect("ada", self.mock_ws)

    async def test_welcome(self):
        self.mock_ws.accept.assert_awaited_once_with()
        self.mock_ws.send_json.assert_awaited_once_with({"type": "welcome", "name": "ada"})

    async def test_send(self):
        self.mock_ws.send_json.reset_mock()
        await self.hub.send("ada", {"n": 1})
        self.assertEqual(self.mock_ws.send_json.call_args.args[0], {"n": 1})
        self.mock_ws.send_json.assert_called_once()

    async def test_kick(self):
        await self.hub.kick("ada", "spam")
        self.mock_ws.accept.assert_awaited_once()
        self.mock_ws.close.assert_awaited_once_with(code=4003, reason="spam")
