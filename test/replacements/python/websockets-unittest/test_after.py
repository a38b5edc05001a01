import unittest

from app import Notifier
from real_websockets import WebsocketsPairs


class TestNotifier(WebsocketsPairs, unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.notifier = Notifier()
        self.websocket, self.websocket_client = await self.open_websockets_pair()
        self.notifier.add("ada", self.websocket)

    async def test_told(self):
        self.assertTrue(await self.notifier.notify("ada", "hi"))
        assert await self.websocket_client.received_messages() == ["hi"]

    async def test_nobody(self):
        self.assertFalse(await self.notifier.notify("bob", "hi"))
        await self.websocket_client.expect_silence()


class TestOthers(WebsocketsPairs, unittest.IsolatedAsyncioTestCase):
    async def test_two(self):
        ws_ada, ws_ada_client = await self.open_websockets_pair()
        ws_bob, ws_bob_client = await self.open_websockets_pair()
        notifier = Notifier()
        notifier.add("ada", ws_ada)
        notifier.add("bob", ws_bob)
        await notifier.notify("bob", "x")
        self.assertEqual((await ws_bob_client.received_messages())[-1], "x")
        await ws_ada_client.expect_silence()
