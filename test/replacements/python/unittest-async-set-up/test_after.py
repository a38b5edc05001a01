import unittest

from app import Hub
from real_websocket import WebSocketPairs


class HubTest(WebSocketPairs, unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.hub = Hub()
        self.mock_ws, self.ws_client = await self.open_websocket_pair()
        await self.hub.connect("ada", self.mock_ws)

    async def test_welcome(self):
        await self.ws_client.expect_accepted()
        assert await self.ws_client.received_json() == [{"type": "welcome", "name": "ada"}]

    async def test_send(self):
        await self.ws_client.clear()
        await self.hub.send("ada", {"n": 1})
        self.assertEqual((await self.ws_client.received_json())[-1], {"n": 1})
        assert len(await self.ws_client.received_json()) == 1

    async def test_kick(self):
        await self.hub.kick("ada", "spam")
        await self.ws_client.expect_accepted()
        await self.ws_client.expect_close(4003, "spam")
