import asyncio
from unittest import TestCase
from unittest.mock import AsyncMock

from app import Hub


def run(coroutine):
    return asyncio.run(coroutine)


def make_ws():
    ws = AsyncMock()
    ws.send_json = AsyncMock()
    return ws


class HubTest(TestCase):
    def setUp(self):
        self.hub = Hub()

    def test_welcome(self):
        ws = AsyncMock()
        asyncio.run(self.hub.connect("ada", ws))
        ws.accept.assert_awaited_once()
        ws.send_json.assert_called_once_with({"type": "welcome", "name": "ada"})

    def test_broadcast(self):
        ada = make_ws()
        bob = make_ws()
        self.hub.sockets = {"ada": ada, "bob": bob}
        self.assertEqual(run(self.hub.broadcast({"n": 1}, {"n": 2})), 2)
        self.assertEqual([call.args[0] for call in ada.send_json.call_args_list], [{"n": 1}, {"n": 2}])
        self.assertEqual(bob.send_json.call_count, 2)

    def test_nobody(self):
        self.assertEqual(asyncio.run(self.hub.broadcast({"n": 1})), 0)
