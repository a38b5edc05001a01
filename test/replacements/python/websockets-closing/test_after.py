from unittest.mock import AsyncMock

import pytest
import websockets

from app import Registry

assert websockets


@pytest.mark.asyncio
async def test_kick(open_websockets_pair):
    ws, ws_client = await open_websockets_pair()
    registry = Registry()
    registry.connections.append(ws)
    await registry.kick(ws, "spam")
    assert await ws_client.received_messages() == ["kicked: spam"]
    await ws_client.expect_close(1008, "spam")
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
async def test_addresses(open_websockets_pair):
    ws, ws_client = await open_websockets_pair()
    # demock: finish – the addresses of the real connection are 127.0.0.1 and free ports
    # was: ws.remote_address = ("127.0.0.1", 50000)
    registry = Registry()
    registry.connections.append(ws)
    assert registry.addresses() == ["127.0.0.1"]


@pytest.mark.asyncio
async def test_the_failed_are_told(open_websockets_pair):
    (good_ws, good_ws_client), (bad_ws, bad_ws_client) = await open_websockets_pair(), await open_websockets_pair()
    await bad_ws_client.drop()
    registry = Registry()
    registry.connections.extend([good_ws, bad_ws])
    assert await registry.tell("hi") == [bad_ws]
    assert await good_ws_client.received_messages() == ["hi"]
