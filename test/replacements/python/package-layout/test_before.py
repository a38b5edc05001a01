from unittest.mock import AsyncMock
import pytest
from fastapi import WebSocket
from app import greet


@pytest.fixture
def websocket_pair():
    return "a fixture of this name exists already"


@pytest.fixture
def websocket():
    return AsyncMock()


@pytest.mark.asyncio
async def test_greet(websocket, websocket_pair):
    user = "ada"
    await greet(websocket, user)
    websocket.send_json.assert_called_once_with({"hello": user})
    assert websocket_pair.startswith("a fixture")


@pytest.mark.asyncio
async def test_inline():
    seen = []
    await greet(AsyncMock(spec=WebSocket), seen)
    assert seen == []
