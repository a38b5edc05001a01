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


def alive():
    ws = MagicMock(spec=web.WebSocketResponse)
    ws.closed = False
    ws.send_str = AsyncMock()
    ws.send_json = AsyncMock()
    return ws


@pytest.fixture
def registry():
    return Registry()


@pytest.fixture
def mock_client():
    client = AsyncMock()
    client.send_str = AsyncMock()
    client.closed = False
    return client


class TestRegistry:
    @pytest.mark.asyncio
    async def test_publish(self, registry, mock_client):
        registry.add(mock_client)
        await registry.publish("news", {"n": 1})
        mock_client.send_str.assert_called_once_with(json.dumps({"topic": "news", "payload": {"n": 1}}))

    @pytest.mark.asyncio
    async def test_publish_drops_the_closed(self, registry, mock_client):
        dead = MagicMock(closed=True, send_str=AsyncMock())
        registry.add(mock_client)
        registry.add(dead)
        await registry.publish("news", 1)
        assert registry.clients == {mock_client}
        dead.send_str.assert_not_called()
        mock_client.send_str.assert_called_once()

    @pytest.mark.asyncio
    async def test_whisper(self, registry):
        ws1 = alive()
        ws2 = alive()
        registry.add(ws1, "ada")
        registry.add(ws2, "eve")
        await registry.whisper("eve", {"psst": True})
        ws1.send_json.assert_not_called()
        ws2.send_json.assert_called_once_with({"psst": True})

    @pytest.mark.asyncio
    async def test_who(self, registry):
        ws = alive()
        registry.add(ws, "ada")
        await registry.handle(ws, {"op": "who"})
        assert ws.send_json.call_args[0][0]["names"] == ["ada"]
        await registry.handle(ws, {"op": "what"})
        assert ws.send_json.await_args.args[0] == {"error": "unknown"}
