"""Fixtures of the hub."""

import pytest
import pytest_asyncio

from app import Hub
from real_websocket import open_websocket_pair, websocket_pair  # noqa: F401


@pytest.fixture
def hub():
    return Hub()


@pytest_asyncio.fixture(scope="function")
async def mock_websocket(open_websocket_pair):
    ws_pair = await open_websocket_pair()
    return ws_pair


@pytest_asyncio.fixture
async def other_websocket(open_websocket_pair):
    """The socket of somebody else."""
    return await open_websocket_pair(accepted=True)


@pytest.fixture
def room(hub, mock_websocket, other_websocket):
    hub.sockets = {"other": other_websocket.server, "ada": mock_websocket.server}
    return hub
