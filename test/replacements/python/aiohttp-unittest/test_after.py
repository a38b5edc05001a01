import json
import unittest

from aiohttp import WSMessage, WSMsgType

from app import Session
from real_aiohttp_websocket import AiohttpPairs


class TestSession(AiohttpPairs, unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.ws, self.ws_client = await self.open_aiohttp_pair()
        self.session = Session(self.ws)

    async def sent(self):
        return [json.loads(c)["say"] for c in await self.ws_client.received_text()]

    async def test_say(self):
        await self.session.say("hi")
        self.assertEqual(await self.sent(), ["hi"])

    async def test_muted(self):
        self.session.muted = True
        await self.session.say("hi")
        await self.ws_client.expect_silence()

    async def test_run(self):
        self.ws_client.script([WSMessage(WSMsgType.TEXT, each, None) for each in ("a", "mute", "b", "stop", "c")])
        await self.session.run()
        self.assertEqual(await self.sent(), ["a"])
        # demock: finish – the far end hangs up behind its script: check that the code closes before it asks for more, since a later close() tells nobody its code
        # was: self.ws.close.assert_awaited_once_with(code=1000, message=b"stopped")
        await self.ws_client.expect_close(1000, b"stopped", once=True)

    async def test_lost_client(self):
        await self.ws_client.drop()
        self.assertFalse(await self.session.fail_safe({"a": 1}))

    async def test_client_that_is_there(self):
        self.assertTrue(await self.session.fail_safe({"a": 1}))
        assert await self.ws_client.received_json() == [{"a": 1}]
