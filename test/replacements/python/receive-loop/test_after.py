from unittest.mock import ANY

import pytest

from app import game_socket


@pytest.mark.asyncio
async def test_ping(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(query={"user": "ada"})
    games = {}

    await ws_client.play(game_socket(ws, "g1", games), [{"type": "ping"}], code=1001)

    await ws_client.expect_accepted()
    assert (await ws_client.received_json())[-1] == {"type": "pong"}
    assert games["left"] == [("ada", 1001)]


@pytest.mark.asyncio
async def test_moves(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(query={"user": "eve"})
    ws_messages = [
        {"type": "move", "cell": 4},
        {"type": "move", "cell": 0},
    ]
    games = {}

    await ws_client.play(game_socket(ws, "g1", games), ws_messages)

    assert games["g1"] == [("eve", 4), ("eve", 0)]
    assert len(await ws_client.received_json()) == 3
    assert [c["type"] for c in await ws_client.received_json()] == ["connected", "moved", "moved"]
    assert {"type": "connected", "game": "g1", "user": ANY} in await ws_client.received_json()
    assert {"type": "moved", "cell": 0, "n": 2} in await ws_client.received_json()


@pytest.mark.asyncio
async def test_unknown_command(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(query={})

    await ws_client.play(game_socket(ws, "g1", {}), [{"type": "dance"}])

    error = (await ws_client.received_json())[-1]
    assert error["type"] == "error"
    assert "unknown command" in error["message"]
