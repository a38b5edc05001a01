import json
from unittest.mock import AsyncMock, MagicMock

import pytest
import websockets

from app import Session, echo


@pytest.mark.asyncio
async def test_echo():
    ws = MagicMock()
    ws.send = AsyncMock()
    ws.__aiter__.return_value = ["a", "b"]
    await echo(ws)
    assert [c.args[0] for c in ws.send.call_args_list] == ["echo: a", "echo: b"]


@pytest.mark.asyncio
async def test_session_until_the_client_leaves():
    ws = AsyncMock()
    ws.recv.side_effect = [
        json.dumps({"type": "ping"}),
        json.dumps({"type": "note", "text": "x"}),
        websockets.exceptions.ConnectionClosed(None, None),
    ]
    session = Session()
    await session.run(ws)
    ws.send.assert_awaited_once_with(json.dumps({"type": "pong"}))
    assert session.seen == [{"type": "note", "text": "x"}]
    assert session.ended


@pytest.mark.asyncio
async def test_session_that_breaks_off():
    ws = AsyncMock()
    ws.recv.side_effect = ['{"type": "note"}', websockets.ConnectionClosedError(None, None)]
    session = Session()
    await session.run(ws)
    assert session.ended and session.seen == [{"type": "note"}]
    ws.send.assert_not_called()


@pytest.mark.asyncio
async def test_login():
    ws = AsyncMock()
    ws.recv = AsyncMock(return_value="secret")
    assert await Session().login(ws)
    ws.send.assert_called_once_with("ok")
    ws.close.assert_not_called()


@pytest.mark.asyncio
async def test_wrong_token():
    ws = AsyncMock()
    ws.recv = AsyncMock(return_value="guess")
    assert not await Session().login(ws)
    ws.close.assert_called_once_with(4001, "wrong token")
