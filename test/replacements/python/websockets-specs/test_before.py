from unittest.mock import AsyncMock, MagicMock, create_autospec

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.server import ServerConnection

from app import Rooms


@pytest.mark.asyncio
async def test_enter():
    connection = AsyncMock(spec=ServerConnection)
    connection.request = MagicMock(path="/blue", headers={"X-Name": "Ada"})
    rooms = Rooms()
    await rooms.enter(connection)
    connection.send.assert_awaited_once_with("Ada entered blue")
    assert rooms.members == {"blue": [connection]}


@pytest.mark.asyncio
async def test_anonymous():
    connection = create_autospec(ServerConnection, instance=True)
    connection.request = MagicMock()
    connection.request.path = "/red"
    connection.request.headers = {}
    await Rooms().enter(connection)
    connection.send.assert_called_once_with("anonymous entered red")


@pytest.mark.asyncio
async def test_relay():
    source = MagicMock(spec=ClientConnection)
    source.__aiter__.return_value = ["1", "2"]
    listener = AsyncMock(spec=ServerConnection)
    rooms = Rooms()
    rooms.members["blue"] = [listener]
    await rooms.relay(source, "blue")
    assert [c.args[0] for c in listener.send.await_args_list] == ["1", "2"]
