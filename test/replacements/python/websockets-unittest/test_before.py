import asyncio
import unittest
from unittest.mock import AsyncMock

from app import Notifier


class TestNotifier(unittest.TestCase):
    def setUp(self):
        self.notifier = Notifier()
        self.websocket = AsyncMock()
        self.notifier.add("ada", self.websocket)

    def test_told(self):
        self.assertTrue(asyncio.run(self.notifier.notify("ada", "hi")))
        self.websocket.send.assert_called_once_with("hi")

    def test_nobody(self):
        self.assertFalse(asyncio.run(self.notifier.notify("bob", "hi")))
        self.websocket.send.assert_not_called()


class TestOthers(unittest.IsolatedAsyncioTestCase):
    async def test_two(self):
        ws_ada = AsyncMock()
        ws_bob = AsyncMock()
        notifier = Notifier()
        notifier.add("ada", ws_ada)
        notifier.add("bob", ws_bob)
        await notifier.notify("bob", "x")
        self.assertEqual(ws_bob.send.call_args.args[0], "x")
        ws_ada.send.assert_not_called()
