import json
from unittest.mock import AsyncMock, MagicMock

import pytest
from aiohttp import web

from app import Registry


def make_ws(closed=False):
    ws = MagicMock(spec=web.WebSocketResponse)
    ws.closed = False
    ws.send_str = AsyncMock()
    ws.send_json = AsyncMock()
    return ws


@pytest.fixture
def registry():
    return Registry()


class TestRegistry:
    @pytest.mark.asyncio
    async def test_publish(self, registry, aiohttp_pair):
        registry.add(aiohttp_pair.server)
        await registry.publish("news", {"n": 1})
        assert await aiohttp_pair.client.received_text() == [json.dumps({"topic": "news", "payload": {"n": 1}})]

    @pytest.mark.asyncio
    async def test_publish_drops_the_closed(self, registry, aiohttp_pair, open_aiohttp_pair):
        dead, dead_client = await open_aiohttp_pair(closed=True)
        registry.add(aiohttp_pair.server)
        registry.add(dead)
        await registry.publish("news", 1)
        assert registry.clients == {aiohttp_pair.server}
        await dead_client.expect_silence()
        assert len(await aiohttp_pair.client.received_text()) == 1

    @pytest.mark.asyncio
    async def test_whisper(self, registry, open_aiohttp_pair):
        ws1, ws1_client = await open_aiohttp_pair()
        ws2, ws2_client = await open_aiohttp_pair()
        registry.add(ws1, "ada")
        registry.add(ws2, "eve")
        await registry.whisper("eve", {"psst": True})
        await ws1_client.expect_silence()
        assert await ws2_client.received_json() == [{"psst": True}]

    @pytest.mark.asyncio
    async def test_who(self, registry, open_aiohttp_pair):
        ws, ws_client = await open_aiohttp_pair()
        registry.add(ws, "ada")
        await registry.handle(ws, {"op": "who"})
        assert (await ws_client.received_json())[-1]["names"] == ["ada"]
        await registry.handle(ws, {"op": "what"})
        assert (await ws_client.received_json())[-1] == {"error": "unknown"}
