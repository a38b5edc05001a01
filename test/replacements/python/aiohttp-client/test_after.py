import json
from unittest.mock import AsyncMock, MagicMock

import pytest

from app import Feed


@pytest.mark.asyncio
async def test_connect_subscribes(aiohttp_client_pair):
    session = MagicMock()
    session.ws_connect = AsyncMock(return_value=aiohttp_client_pair.client)
    feed = Feed(session)

    await feed.connect()

    session.ws_connect.assert_awaited_once_with("wss://feed.example.com/ws", heartbeat=30)
    sent = json.loads((await aiohttp_client_pair.server.received_text())[-1])
    assert sent["op"] == "subscribe"
    assert sent["symbol"] == "BTC"


@pytest.mark.asyncio
async def test_subscribe_many(aiohttp_client_pair):
    feed = Feed(MagicMock())
    feed.ws = aiohttp_client_pair.client

    await feed.subscribe("BTC")
    await feed.subscribe("ETH")

    assert len(await aiohttp_client_pair.server.received_text()) == 2
    assert [json.loads(c)["symbol"] for c in await aiohttp_client_pair.server.received_text()] == ["BTC", "ETH"]


@pytest.mark.asyncio
async def test_subscribe_when_closed(open_aiohttp_client_pair):
    ws, ws_server = await open_aiohttp_client_pair()
    await ws_server.disconnect()
    feed = Feed(MagicMock())
    feed.ws = ws

    with pytest.raises(RuntimeError, match="not connected"):
        await feed.subscribe("BTC")

    await ws_server.expect_silence()


@pytest.mark.asyncio
async def test_listen(open_aiohttp_client_pair):
    ws, ws_server = await open_aiohttp_client_pair()
    ws_server.script([
        json.dumps({"symbol": "BTC", "price": 1}),
        json.dumps({"symbol": "ETH", "price": 2}),
    ])
    session = MagicMock()
    session.ws_connect = AsyncMock(return_value=ws)
    feed = Feed(session)

    await feed.connect()
    await feed.listen()

    assert feed.prices == {"BTC": 1, "ETH": 2}
    assert len(await ws_server.received_text()) == 1


@pytest.mark.asyncio
async def test_read_all(open_aiohttp_client_pair):
    ws, ws_server = await open_aiohttp_client_pair()
    ws_server.script(['{"symbol": "BTC", "price": 7}'])
    session = MagicMock()
    session.ws_connect.return_value = ws
    feed = Feed(session)

    await feed.read_all()

    assert await ws_server.received_json() == [{"op": "all"}]
    assert feed.prices == {"BTC": 7}


@pytest.mark.asyncio
async def test_read_all_behind_a_manager(open_aiohttp_client_pair):
    ws, ws_server = await open_aiohttp_client_pair()
    ws_server.script([])
    session = MagicMock()
    session.ws_connect.return_value.__aenter__.return_value = ws
    feed = Feed(session)

    await feed.read_all()

    assert await ws_server.received_json() == [{"op": "all"}]
    assert feed.prices == {}


@pytest.mark.asyncio
async def test_close(aiohttp_client_pair):
    feed = Feed(MagicMock())
    feed.ws = aiohttp_client_pair.client

    await feed.close()

    await aiohttp_client_pair.server.expect_close(once=True)
    assert feed.ws is None
