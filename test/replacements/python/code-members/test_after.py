from unittest.mock import AsyncMock, PropertyMock

import pytest
import websockets
from fastapi import WebSocket, WebSocketDisconnect
from starlette.websockets import WebSocketState

from app import Feed, Line, dismiss, welcome, welcome_if_open


@pytest.mark.asyncio
async def test_welcomes(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    assert await welcome(ws, "Ada") == "Ada"


@pytest.mark.asyncio
async def test_says(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    line = Line(ws, "Ada")
    await line.say("hi")
    assert line.name == "Ada"


@pytest.mark.asyncio
async def test_pushes_to_a_connection_of_the_other_library(open_websockets_pair):
    feed = Feed()
    feed.ws, ws_client = await open_websockets_pair()
    await feed.push("x")
    assert feed.ws is not None


@pytest.mark.asyncio
async def test_nothing_is_done_with_it(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    assert not isinstance(ws, (WebSocketDisconnect, websockets.ConnectionClosed))


@pytest.mark.asyncio
async def test_the_state_is_a_property(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    assert await welcome_if_open(ws, "Ada") is True
    assert await ws_client.received_text() == ["hello Ada"]


@pytest.mark.asyncio
async def test_the_state_of_one_who_has_left(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await ws_client.disconnect()
    assert await welcome_if_open(ws, "Ada") is False
    await ws_client.expect_silence()


@pytest.mark.asyncio
async def test_a_property_that_changes():
    ws = AsyncMock(spec=WebSocket)
    type(ws).client_state = PropertyMock(side_effect=[WebSocketState.CONNECTED])
    assert await welcome_if_open(ws, "Ada") is True


@pytest.mark.asyncio
async def test_closes_one_that_was_accepted(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    await dismiss(ws)
    await ws_client.expect_close()


@pytest.mark.asyncio
async def test_closed_and_lost_at_once():
    ws = AsyncMock(spec=WebSocket)
    type(ws).application_state = PropertyMock(return_value=WebSocketState.DISCONNECTED)
    ws.send_text.side_effect = WebSocketDisconnect()
    with pytest.raises(WebSocketDisconnect):
        await welcome(ws, "Ada")
