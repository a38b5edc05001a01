import json

import pytest

from app import Feed


@pytest.mark.asyncio
async def test_subscribe(open_websockets_pair):
    connection, connection_server = await open_websockets_pair(legacy=True, client=True)
    await Feed(connection).subscribe("BTC", "ETH")
    sent = [json.loads(c) for c in await connection_server.received_messages()]
    assert [each["symbol"] for each in sent] == ["BTC", "ETH"]
    assert len(await connection_server.received_messages()) == 2


@pytest.mark.asyncio
async def test_stop(open_websockets_pair):
    connection, connection_server = await open_websockets_pair(legacy=True, client=True)
    await Feed(connection).stop()
    await connection_server.expect_close()
    await connection_server.expect_silence()
