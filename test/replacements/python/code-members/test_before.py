from unittest.mock import AsyncMock, MagicMock, PropertyMock

import pytest
import websockets
from fastapi import WebSocket, WebSocketDisconnect
from starlette.websockets import WebSocketState

from app import Feed, Line, dismiss, welcome, welcome_if_open


@pytest.mark.asyncio
async def test_welcomes():
    ws = AsyncMock()
    assert await welcome(ws, "Ada") == "Ada"


@pytest.mark.asyncio
async def test_says():
    ws = AsyncMock()
    line = Line(ws, "Ada")
    await line.say("hi")
    assert line.name == "Ada"


@pytest.mark.asyncio
async def test_pushes_to_a_connection_of_the_other_library():
    feed = Feed()
    feed.ws = AsyncMock()
    await feed.push("x")
    assert feed.ws is not None


@pytest.mark.asyncio
async def test_nothing_is_done_with_it():
    ws = MagicMock()
    assert not isinstance(ws, (WebSocketDisconnect, websockets.ConnectionClosed))


@pytest.mark.asyncio
async def test_the_state_is_a_property():
    ws = AsyncMock(spec=WebSocket)
    type(ws).client_state = PropertyMock(return_value=WebSocketState.CONNECTED)
    assert await welcome_if_open(ws, "Ada") is True
    ws.send_text.assert_awaited_once_with("hello Ada")


@pytest.mark.asyncio
async def test_the_state_of_one_who_has_left():
    ws = AsyncMock(spec=WebSocket)
    type(ws).client_state = PropertyMock(return_value=WebSocketState.DISCONNECTED)
    assert await welcome_if_open(ws, "Ada") is False
    ws.send_text.assert_not_awaited()


@pytest.mark.asyncio
async def test_a_property_that_changes():
    ws = AsyncMock(spec=WebSocket)
    type(ws).client_state = PropertyMock(side_effect=[WebSocketState.CONNECTED])
    assert await welcome_if_open(ws, "Ada") is True


@pytest.mark.asyncio
async def test_closes_one_that_was_accepted():
    ws = AsyncMock(spec=WebSocket)
    type(ws).client_state = PropertyMock(return_value=WebSocketState.CONNECTED)
    await dismiss(ws)
    ws.close.assert_awaited_once()


@pytest.mark.asyncio
async def test_closed_and_lost_at_once():
    ws = AsyncMock(spec=WebSocket)
    type(ws).application_state = PropertyMock(return_value=WebSocketState.DISCONNECTED)
    ws.send_text.side_effect = WebSocketDisconnect()
    with pytest.raises(WebSocketDisconnect):
        await welcome(ws, "Ada")
