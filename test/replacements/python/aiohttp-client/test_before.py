import json
from unittest.mock import AsyncMock, MagicMock

import aiohttp
import pytest

from app import Feed


@pytest.fixture
def mock_ws():
    ws = AsyncMock(spec=aiohttp.ClientWebSocketResponse)
    ws.closed = False
    ws.send_str = AsyncMock()
    return ws


@pytest.mark.asyncio
async def test_connect_subscribes(mock_ws):
    session = MagicMock()
    session.ws_connect = AsyncMock(return_value=mock_ws)
    feed = Feed(session)

    await feed.connect()

    session.ws_connect.assert_awaited_once_with("wss://feed.example.com/ws", heartbeat=30)
    sent = json.loads(mock_ws.send_str.call_args[0][0])
    assert sent["op"] == "subscribe"
    assert sent["symbol"] == "BTC"


@pytest.mark.asyncio
async def test_subscribe_many(mock_ws):
    feed = Feed(MagicMock())
    feed.ws = mock_ws

    await feed.subscribe("BTC")
    await feed.subscribe("ETH")

    assert mock_ws.send_str.call_count == 2
    assert [json.loads(c.args[0])["symbol"] for c in mock_ws.send_str.call_args_list] == ["BTC", "ETH"]


@pytest.mark.asyncio
async def test_subscribe_when_closed():
    ws = AsyncMock(spec=aiohttp.ClientWebSocketResponse)
    ws.closed = True
    feed = Feed(MagicMock())
    feed.ws = ws

    with pytest.raises(RuntimeError, match="not connected"):
        await feed.subscribe("BTC")

    ws.send_str.assert_not_awaited()


@pytest.mark.asyncio
async def test_listen():
    ws = AsyncMock(closed=False)
    ws.receive.side_effect = [
        aiohttp.WSMessage(aiohttp.WSMsgType.TEXT, json.dumps({"symbol": "BTC", "price": 1}), None),
        aiohttp.WSMessage(aiohttp.WSMsgType.TEXT, json.dumps({"symbol": "ETH", "price": 2}), None),
        aiohttp.WSMessage(aiohttp.WSMsgType.CLOSED, None, None),
    ]
    session = MagicMock()
    session.ws_connect = AsyncMock(return_value=ws)
    feed = Feed(session)

    await feed.connect()
    await feed.listen()

    assert feed.prices == {"BTC": 1, "ETH": 2}
    assert ws.send_str.await_count == 1


@pytest.mark.asyncio
async def test_read_all():
    ws = AsyncMock()
    ws.__aenter__.return_value = ws
    ws.__aexit__.return_value = None
    ws.__aiter__.return_value = [aiohttp.WSMessage(aiohttp.WSMsgType.TEXT, '{"symbol": "BTC", "price": 7}', None)]
    session = MagicMock()
    session.ws_connect.return_value = ws
    feed = Feed(session)

    await feed.read_all()

    ws.send_json.assert_called_once_with({"op": "all"})
    assert feed.prices == {"BTC": 7}


@pytest.mark.asyncio
async def test_read_all_behind_a_manager():
    ws = AsyncMock(spec=aiohttp.ClientWebSocketResponse)
    ws.__aiter__.return_value = []
    session = MagicMock()
    session.ws_connect.return_value.__aenter__.return_value = ws
    feed = Feed(session)

    await feed.read_all()

    ws.send_json.assert_called_once_with({"op": "all"})
    assert feed.prices == {}


@pytest.mark.asyncio
async def test_close(mock_ws):
    feed = Feed(MagicMock())
    feed.ws = mock_ws

    await feed.close()

    mock_ws.close.assert_called_once()
    assert feed.ws is None
