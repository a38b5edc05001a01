import asyncio
from unittest.mock import AsyncMock

import pytest

from app import Hub


@pytest.fixture
def ws():
    return AsyncMock()


@pytest.fixture
def hub(ws):
    hub = Hub()
    hub.sockets["ada"] = ws
    return hub


async def test_send(hub, ws):
    await hub.send("ada", {"n": 1})
    ws.send_json.assert_awaited_once_with({"n": 1})


def test_broadcast(hub, ws):
    assert asyncio.run(hub.broadcast({"n": 1}, {"n": 2})) == 1
    assert ws.send_json.call_args_list[0][0][0] == {"n": 1}
    assert ws.send_json.call_count == 2
