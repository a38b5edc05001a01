import json
from unittest.mock import AsyncMock

import pytest
from aiohttp import ClientWebSocketResponse, WSMessage, WSMsgType

from app import Api, Tunnel


@pytest.fixture
def tunnel():
    return Tunnel()


@pytest.mark.asyncio
async def test_connect():
    tunnel = Tunnel()
    tunnel.ws = AsyncMock(spec=ClientWebSocketResponse)
    tunnel.ws.closed = False
    tunnel.ws.receive = AsyncMock(side_effect=[WSMessage(WSMsgType.TEXT, '{"ok": true}', None)])

    assert await tunnel.connect("example.com", 443)

    sent = json.loads(tunnel.ws.send_str.call_args[0][0])
    assert (sent["host"], sent["port"]) == ("example.com", 443)


@pytest.mark.asyncio
async def test_send_to_nobody(tunnel):
    tunnel.ws = AsyncMock()
    tunnel.ws.send_bytes.side_effect = ConnectionResetError("gone")

    with pytest.raises(ConnectionError, match="send failed"):
        await tunnel.send(b"x")


@pytest.mark.asyncio
async def test_pong(tunnel):
    tunnel.ws = AsyncMock(spec=ClientWebSocketResponse)

    await tunnel.pong(b"data")

    tunnel.ws.pong.assert_called_once_with(b"data")
    tunnel.ws.send_bytes.assert_not_called()


@pytest.mark.asyncio
async def test_close():
    api = Api()
    api.tunnel.ws = AsyncMock(spec=ClientWebSocketResponse, closed=False)
    ws = api.tunnel.ws

    await api.close()

    assert api.tunnel.ws is None
    ws.close.assert_called_once()


@pytest.mark.asyncio
async def test_close_what_is_closed():
    api = Api()
    api.tunnel.ws = AsyncMock(spec=ClientWebSocketResponse)
    api.tunnel.ws.closed = True

    await api.close()

    assert api.tunnel.ws is None
