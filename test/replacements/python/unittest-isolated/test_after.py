import unittest

from app import Hub
from real_websocket import WebSocketPairs


class TestHub(WebSocketPairs, unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.hub = Hub()

    async def test_welcome(self):
        ws, ws_client = await self.open_websocket_pair()
        await self.hub.connect("ada", ws)
        await ws_client.expect_accepted()
        assert await ws_client.received_json() == [{"type": "welcome", "name": "ada"}]

    async def test_only_one_is_told(self):
        ada, ada_client = await self.open_websocket_pair()
        bob, bob_client = await self.open_websocket_pair()
        await self.hub.connect("bob", bob)
        await self.hub.connect("ada", ada)
        await bob_client.clear()
        await ada_client.clear()
        await self.hub.send("ada", {"n": 1})
        assert await ada_client.received_json() == [{"n": 1}]
        await bob_client.expect_silence()
        self.assertEqual(len(await ada_client.received_json()), 1)
        self.assertIn("ada", self.hub.sockets)

    async def test_kicked(self):
        ws, ws_client = await self.open_websocket_pair()
        await self.hub.connect("ada", ws)
        await self.hub.kick("ada", "spam")
        await ws_client.expect_accepted()
        await ws_client.expect_close(4003, "spam")
        self.assertNotIn("ada", self.hub.sockets)

    def test_nobody(self):
        self.assertEqual(self.hub.sockets, {})
