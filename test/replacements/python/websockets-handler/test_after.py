import json

import pytest

from app import Session, echo


@pytest.mark.asyncio
async def test_echo(open_websockets_pair):
    ws, ws_client = await open_websockets_pair()
    await ws_client.play(echo(ws), ["a", "b"])
    assert await ws_client.received_messages() == ["echo: a", "echo: b"]


@pytest.mark.asyncio
async def test_session_until_the_client_leaves(open_websockets_pair):
    ws, ws_client = await open_websockets_pair()
    ws_messages = [
        json.dumps({"type": "ping"}),
        json.dumps({"type": "note", "text": "x"}),
    ]
    session = Session()
    await ws_client.play(session.run(ws), ws_messages)
    assert await ws_client.received_messages() == [json.dumps({"type": "pong"})]
    assert session.seen == [{"type": "note", "text": "x"}]
    assert session.ended


@pytest.mark.asyncio
async def test_session_that_breaks_off(open_websockets_pair):
    ws, ws_client = await open_websockets_pair()
    session = Session()
    await ws_client.play(session.run(ws), ['{"type": "note"}'], code=1011)
    assert session.ended and session.seen == [{"type": "note"}]
    await ws_client.expect_silence()


@pytest.mark.asyncio
async def test_login(open_websockets_pair):
    ws, ws_client = await open_websockets_pair()
    # demock: finish – the double gave the same message to every call; here it is sent once
    # was: assert await Session().login(ws)
    assert await ws_client.play(Session().login(ws), ["secret"], hang_up=False)
    assert await ws_client.received_messages() == ["ok"]
    await ws_client.expect_not_closed()


@pytest.mark.asyncio
async def test_wrong_token(open_websockets_pair):
    ws, ws_client = await open_websockets_pair()
    # demock: finish – the double gave the same message to every call; here it is sent once
    # was: assert not await Session().login(ws)
    assert not await ws_client.play(Session().login(ws), ["guess"], hang_up=False)
    await ws_client.expect_close(4001, "wrong token")
