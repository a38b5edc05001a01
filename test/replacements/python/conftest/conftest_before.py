"""Fixtures of the hub."""
from unittest.mock import AsyncMock, MagicMock

import pytest
from fastapi import WebSocket

from app import Hub


@pytest.fixture
def hub():
    return Hub()


@pytest.fixture(scope="function")
def mock_websocket():
    ws = MagicMock(spec=WebSocket)
    ws.accept = AsyncMock()
    ws.send_json = AsyncMock()
    return ws


@pytest.fixture
def other_websocket():
    """The socket of somebody else."""
    return AsyncMock(spec=WebSocket)


@pytest.fixture
def room(hub, mock_websocket, other_websocket):
    hub.sockets = {"other": other_websocket, "ada": mock_websocket}
    return hub
