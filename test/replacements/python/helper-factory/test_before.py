from unittest.mock import AsyncMock, MagicMock

import pytest
from fastapi import WebSocket, WebSocketDisconnect

from app import echo, lobby


def make_ws():
    """A socket that is connected."""
    ws = AsyncMock(spec=WebSocket)
    ws.send_text = AsyncMock()
    return ws


def make_guest(name, messages=()):
    guest = MagicMock(spec=WebSocket)
    guest.accept = AsyncMock()
    guest.send_text = AsyncMock()
    guest.headers = {"x-user": name}
    guest.receive_text = AsyncMock(side_effect=[*messages, WebSocketDisconnect()])
    return guest


@pytest.mark.asyncio
async def test_nothing_to_echo():
    ws = make_ws()
    ws.iter_text.return_value.__aiter__.return_value = []
    await echo(ws)
    ws.accept.assert_called_once()
    ws.send_text.assert_not_called()


@pytest.mark.asyncio
async def test_echo():
    ws = make_ws()
    ws.iter_text.return_value.__aiter__.return_value = ["a", "b"]
    await echo(ws)
    assert [call.args[0] for call in ws.send_text.call_args_list] == ["A", "B"]


@pytest.mark.asyncio
async def test_guest():
    guest = make_guest("ada", ["hello"])
    names = []
    await lobby(guest, names)
    guest.send_text.assert_called_once_with("ada: hello")
    assert names == []
