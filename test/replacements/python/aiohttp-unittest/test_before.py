import json
import unittest
from unittest import mock

from aiohttp import WSMessage, WSMsgType, web

from app import Session


class TestSession(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.ws = mock.AsyncMock(spec=web.WebSocketResponse)
        self.ws.closed = False
        self.session = Session(self.ws)

    def sent(self):
        return [json.loads(c.args[0])["say"] for c in self.ws.send_str.call_args_list]

    async def test_say(self):
        await self.session.say("hi")
        self.assertEqual(self.sent(), ["hi"])

    async def test_muted(self):
        self.session.muted = True
        await self.session.say("hi")
        self.ws.send_str.assert_not_called()

    async def test_run(self):
        self.ws.__aiter__.return_value = [WSMessage(WSMsgType.TEXT, each, None) for each in ("a", "mute", "b", "stop", "c")]
        await self.session.run()
        self.assertEqual(self.sent(), ["a"])
        self.ws.close.assert_awaited_once_with(code=1000, message=b"stopped")

    async def test_lost_client(self):
        self.ws.send_json.side_effect = ConnectionResetError
        self.assertFalse(await self.session.fail_safe({"a": 1}))

    async def test_client_that_is_there(self):
        self.assertTrue(await self.session.fail_safe({"a": 1}))
        self.ws.send_json.assert_awaited_once_with({"a": 1})
