import unittest
import asyncio

from app import Hub
from real_websocket import WebSocketPairs


def run(coroutine):
    return asyncio.run(coroutine)


class HubTest(WebSocketPairs, unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.hub = Hub()

    async def test_welcome(self):
        ws, ws_client = await self.open_websocket_pair()
        await self.hub.connect("ada", ws)
        await ws_client.expect_accepted()
        assert await ws_client.received_json() == [{"type": "welcome", "name": "ada"}]

    async def test_broadcast(self):
        ada, ada_client = await self.open_websocket_pair()
        bob, bob_client = await self.open_websocket_pair()
        self.hub.sockets = {"ada": ada, "bob": bob}
        self.assertEqual(await self.hub.broadcast({"n": 1}, {"n": 2}), 2)
        self.assertEqual(await ada_client.received_json(), [{"n": 1}, {"n": 2}])
        self.assertEqual(len(await bob_client.received_json()), 2)

    def test_nobody(self):
        self.assertEqual(asyncio.run(self.hub.broadcast({"n": 1})), 0)
