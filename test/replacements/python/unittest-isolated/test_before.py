import unittest
from unittest.mock import AsyncMock, MagicMock

from fastapi import WebSocket

from app import Hub


class TestHub(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.hub = Hub()

    async def test_welcome(self):
        ws = AsyncMock(spec=WebSocket)
        await self.hub.connect("ada", ws)
        ws.accept.assert_awaited_once()
        ws.send_json.assert_awaited_once_with({"type": "welcome", "name": "ada"})

    async def test_only_one_is_told(self):
        ada = MagicMock()
        ada.accept = AsyncMock()
        ada.send_json = AsyncMock()
        bob = AsyncMock()
        await self.hub.connect("bob", bob)
        await self.hub.connect("ada", ada)
        bob.send_json.reset_mock()
        ada.send_json.reset_mock()
        await self.hub.send("ada", {"n": 1})
        ada.send_json.assert_called_once_with({"n": 1})
        bob.send_json.assert_not_called()
        self.assertEqual(ada.send_json.call_count, 1)
        self.assertIn("ada", self.hub.sockets)

    async def test_kicked(self):
        ws = AsyncMock()
        await self.hub.connect("ada", ws)
        await self.hub.kick("ada", "spam")
        ws.accept.assert_called_once()
        ws.close.assert_called_once_with(code=4003, reason="spam")
        self.assertNotIn("ada", self.hub.sockets)

    def test_nobody(self):
        self.assertEqual(self.hub.sockets, {})
