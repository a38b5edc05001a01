from unittest.mock import AsyncMock

import pytest
import websockets

from app import Registry

assert websockets


@pytest.mark.asyncio
async def test_kick():
    ws = AsyncMock()
    registry = Registry()
    registry.connections.append(ws)
    await registry.kick(ws, "spam")
    ws.send.assert_called_once_with("kicked: spam")
    ws.close.assert_called_once_with(1008, "spam")
    assert registry.connections == []


@pytest.mark.asyncio
async def test_shut_down():
    registry = Registry()
    websockets_of_all = [AsyncMock() for _ in range(3)]
    registry.connections.extend(websockets_of_all)
    await registry.shut_down()
    for ws in websockets_of_all:
        ws.close.assert_awaited_once_with(code=1001)
        ws.send.assert_not_called()


@pytest.mark.asyncio
async def test_addresses():
    ws = AsyncMock()
    ws.remote_address = ("127.0.0.1", 50000)
    registry = Registry()
    registry.connections.append(ws)
    assert registry.addresses() == ["127.0.0.1"]


@pytest.mark.asyncio
async def test_the_failed_are_told():
    good_ws, bad_ws = AsyncMock(), AsyncMock()
    bad_ws.send.side_effect = ConnectionError()
    registry = Registry()
    registry.connections.extend([good_ws, bad_ws])
    assert await registry.tell("hi") == [bad_ws]
    good_ws.send.assert_called_once_with("hi")
