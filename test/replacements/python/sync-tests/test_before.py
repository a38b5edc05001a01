"""Tests that run the loop themselves."""
import asyncio
from unittest.mock import AsyncMock, MagicMock

from starlette.websockets import WebSocketState

from app import Registry


def test_identity():
    ws = MagicMock()
    registry = Registry()
    registry.register("ada", ws)
    assert registry.sockets["ada"] is ws


def test_delivered():
    ws = MagicMock()
    ws.client_state = WebSocketState.CONNECTED
    ws.send_json = AsyncMock()
    registry = Registry()
    registry.register("ada", ws)
    assert asyncio.run(registry.safe_send("ada", {"n": 1})) is True
    ws.send_json.assert_called_once_with({"n": 1})


def test_client_is_gone():
    ws = MagicMock()
    ws.send_json = AsyncMock()
    registry = Registry()
    registry.register("ada", ws)
    ws.client_state = WebSocketState.DISCONNECTED
    assert asyncio.run(registry.safe_send("ada", {"n": 1})) is False
    ws.send_json.assert_not_called()


def test_closed_socket():
    ws = MagicMock(client_state=WebSocketState.CONNECTED)
    ws.send_json = AsyncMock(side_effect=RuntimeError("socket closed"))
    registry = Registry()
    registry.register("ada", ws)
    assert asyncio.run(registry.safe_send("ada", {"n": 1})) is False
    assert registry.sockets == {}


def test_nobody():
    assert Registry().sockets == {}
