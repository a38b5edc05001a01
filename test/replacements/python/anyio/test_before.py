from unittest.mock import AsyncMock

import pytest
from fastapi import WebSocket

from app import Hub

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def mock_ws():
    return AsyncMock(spec=WebSocket)


async def test_welcome():
    ws = AsyncMock(spec=WebSocket)
    hub = Hub()
    await hub.connect("ada", ws)
    ws.accept.assert_awaited_once()
    ws.send_json.assert_awaited_once_with({"type": "welcome", "name": "ada"})


async def test_send(mock_ws):
    hub = Hub()
    hub.sockets["ada"] = mock_ws
    await hub.send("ada", {"n": 1})
    mock_ws.send_json.assert_awaited_once_with({"n": 1})
