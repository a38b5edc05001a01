from unittest.mock import AsyncMock

import pytest

from app import Hub

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def mock_ws():
    return AsyncMock()


async def test_welcome():
    ws = AsyncMock()
    hub = Hub()
    await hub.connect("ada", ws)
    ws.send_json.assert_awaited_once_with({"type": "welcome", "name": "ada"})


async def test_send(mock_ws):
    hub = Hub()
    hub.sockets["ada"] = mock_ws
    await hub.send("ada", {"n": 1})
    mock_ws.send_json.assert_awaited_once_with({"n": 1})
