from unittest.mock import AsyncMock, MagicMock

import pytest
from websockets.legacy.server import WebSocketServerProtocol

from app import Gate

pytestmark = pytest.mark.asyncio


def make_ws():
    ws = MagicMock(spec=WebSocketServerProtocol)
    ws.send = AsyncMock()
    ws.close = AsyncMock()
    ws.path = "/chat?room=blue"
    ws.request_headers = {"X-Token": "t"}
    return ws


async def test_enters_the_room_of_its_path():
    ws = make_ws()
    gate = Gate()
    await gate.enter(ws)
    ws.send.assert_called_once_with("entered blue")
    assert gate.rooms == {"blue": [ws]}
    ws.close.assert_not_called()


async def test_without_token():
    ws = AsyncMock(spec=WebSocketServerProtocol)
    ws.path = "/chat"
    ws.request_headers = {}
    await Gate().enter(ws)
    ws.close.assert_called_once_with(code=4003, reason="no token")
    ws.send.assert_not_called()


async def test_open_ones_are_told():
    ws = AsyncMock(spec=WebSocketServerProtocol, open=True)
    gate = Gate()
    gate.rooms["blue"] = [ws]
    await gate.say("blue", "hi")
    ws.send.assert_called_once_with("hi")


async def test_closed_ones_are_not():
    ws = AsyncMock(spec=WebSocketServerProtocol)
    ws.open = False
    gate = Gate()
    gate.rooms["blue"] = [ws]
    await gate.say("blue", "hi")
    ws.send.assert_not_called()
