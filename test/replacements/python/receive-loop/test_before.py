from unittest.mock import ANY, AsyncMock, MagicMock

import pytest
from fastapi import WebSocketDisconnect

from app import game_socket


@pytest.mark.asyncio
async def test_ping():
    ws = AsyncMock()
    ws.query_params = {"user": "ada"}
    ws.receive_json = AsyncMock(side_effect=[{"type": "ping"}, WebSocketDisconnect(code=1001)])
    games = {}

    await game_socket(ws, "g1", games)

    ws.accept.assert_awaited_once()
    ws.send_json.assert_called_with({"type": "pong"})
    assert games["left"] == [("ada", 1001)]


@pytest.mark.asyncio
async def test_moves():
    ws = MagicMock()
    ws.accept = AsyncMock()
    ws.send_json = AsyncMock()
    ws.query_params = {"user": "eve"}
    ws.receive_json = AsyncMock(
        side_effect=[
            {"type": "move", "cell": 4},
            {"type": "move", "cell": 0},
            WebSocketDisconnect(),
        ]
    )
    games = {}

    await game_socket(ws, "g1", games)

    assert games["g1"] == [("eve", 4), ("eve", 0)]
    assert ws.send_json.call_count == 3
    assert [c[0][0]["type"] for c in ws.send_json.call_args_list] == ["connected", "moved", "moved"]
    ws.send_json.assert_any_call({"type": "connected", "game": "g1", "user": ANY})
    ws.send_json.assert_any_await({"type": "moved", "cell": 0, "n": 2})


@pytest.mark.asyncio
async def test_unknown_command():
    ws = AsyncMock()
    ws.query_params = {}
    ws.receive_json.side_effect = [{"type": "dance"}, WebSocketDisconnect()]

    await game_socket(ws, "g1", {})

    error = ws.send_json.call_args.args[0]
    assert error["type"] == "error"
    assert "unknown command" in error["message"]
