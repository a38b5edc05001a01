import json
from unittest.mock import AsyncMock

import pytest
from websockets.legacy.client import WebSocketClientProtocol

from app import Feed


@pytest.mark.asyncio
async def test_subscribe():
    connection = AsyncMock(spec=WebSocketClientProtocol)
    await Feed(connection).subscribe("BTC", "ETH")
    sent = [json.loads(c.args[0]) for c in connection.send.call_args_list]
    assert [each["symbol"] for each in sent] == ["BTC", "ETH"]
    assert connection.send.call_count == 2


@pytest.mark.asyncio
async def test_stop():
    connection = AsyncMock(spec=WebSocketClientProtocol)
    await Feed(connection).stop()
    connection.close.assert_awaited_once()
    connection.send.assert_not_awaited()
