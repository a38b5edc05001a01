import json
from unittest.mock import AsyncMock

import pytest
from aiohttp import ClientWebSocketResponse

from app import Api, Tunnel


@pytest.fixture
def tunnel():
    return Tunnel()


@pytest.mark.asyncio
async def test_connect(open_aiohttp_client_pair):
    tunnel = Tunnel()
    tunnel.ws, ws_server = await open_aiohttp_client_pair()
    ws_server.script(['{"ok": true}'])

    assert await tunnel.connect("example.com", 443)

    sent = json.loads((await ws_server.received_text())[-1])
    assert (sent["host"], sent["port"]) == ("example.com", 443)


@pytest.mark.asyncio
async def test_send_to_nobody(tunnel, open_aiohttp_client_pair):
    tunnel.ws, ws_server = await open_aiohttp_client_pair()
    # demock: finish – check the text of the exception: aiohttp raises "Cannot write to closing transport" for a send to a lost connection
    # was: tunnel.ws.send_bytes.side_effect = ConnectionResetError("gone")
    await ws_server.drop()

    with pytest.raises(ConnectionError, match="send failed"):
        await tunnel.send(b"x")


@pytest.mark.asyncio
async def test_pong(tunnel, open_aiohttp_client_pair):
    tunnel.ws, ws_server = await open_aiohttp_client_pair()

    await tunnel.pong(b"data")

    await ws_server.expect_pong(b"data", once=True)
    await ws_server.expect_silence()


@pytest.mark.asyncio
async def test_close():
    api = Api()
    api.tunnel.ws = AsyncMock(spec=ClientWebSocketResponse, closed=False)
    ws = api.tunnel.ws

    await api.close()

    assert api.tunnel.ws is None
    ws.close.assert_called_once()


@pytest.mark.asyncio
async def test_close_what_is_closed(open_aiohttp_client_pair):
    api = Api()
    api.tunnel.ws, ws_server = await open_aiohttp_client_pair()
    await ws_server.disconnect()

    await api.close()

    assert api.tunnel.ws is None
