from unittest import IsolatedAsyncioTestCase

from app import Hub
from real_websocket import WebSocketPairs


class HubTest(WebSocketPairs, IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        await super().asyncSetUp()
        self.ws, self.ws_client = await self.open_websocket_pair()
        self.other, self.other_client = await self.open_websocket_pair(accepted=True)
        self.hub = Hub()
        self.hub.sockets = {"other": self.other, "ada": self.ws}

    async def last(self):
        return (await self.ws_client.received_json())[-1]

    async def test_send(self):
        await self.hub.send("ada", {"n": 1})
        assert await self.ws_client.received_json() == [{"n": 1}]
        await self.other_client.expect_silence()

    async def test_the_last_one(self):
        await self.hub.broadcast({"n": 1}, {"n": 2})
        self.assertEqual(await self.last(), {"n": 2})
        self.assertEqual((await self.last())["n"], 2)
        self.assertEqual(len(await self.other_client.received_json()), 2)

    async def test_lost(self):
        await self.other.close()
        self.assertEqual(await self.hub.broadcast({"n": 1}), 1)
        self.assertEqual(self.hub.lost, ["other"])
        assert await self.ws_client.received_json() == [{"n": 1}]

    def test_two_sockets(self):
        self.assertEqual(len(self.hub.sockets), 2)
