from unittest import IsolatedAsyncioTestCase
from unittest.mock import AsyncMock

from app import Hub


class HubTest(IsolatedAsyncioTestCase):
    def setUp(self):
        super().setUp()
        self.ws = AsyncMock()
        self.other = AsyncMock()
        self.hub = Hub()
        self.hub.sockets = {"other": self.other, "ada": self.ws}

    def last(self):
        return self.ws.send_json.call_args[0][0]

    async def test_send(self):
        await self.hub.send("ada", {"n": 1})
        self.ws.send_json.assert_awaited_once_with({"n": 1})
        self.other.send_json.assert_not_awaited()

    async def test_the_last_one(self):
        await self.hub.broadcast({"n": 1}, {"n": 2})
        self.assertEqual(self.last(), {"n": 2})
        self.assertEqual(self.last()["n"], 2)
        self.assertEqual(self.other.send_json.await_count, 2)

    async def test_lost(self):
        self.other.send_json.side_effect = RuntimeError("closed")
        self.assertEqual(await self.hub.broadcast({"n": 1}), 1)
        self.assertEqual(self.hub.lost, ["other"])
        self.ws.send_json.assert_awaited_once_with({"n": 1})

    def test_two_sockets(self):
        self.assertEqual(len(self.hub.sockets), 2)
