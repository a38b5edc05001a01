from unittest.mock import AsyncMock

import aiohttp
import pytest

from app import Member, Room, greet, post


@pytest.mark.asyncio
async def test_greets(open_websocket_pair):
    line, line_client = await open_websocket_pair()
    await greet(line, "Ada")
    assert await line_client.received_json() == [{"hello": "Ada"}]
    assert aiohttp.WSMsgType.TEXT == 1


@pytest.mark.asyncio
async def test_tells_a_member(open_websocket_pair):
    peer, peer_client = await open_websocket_pair()
    member = Member("Ada", line=peer)
    await member.tell("hi")
    assert await peer_client.received_json() == [{"to": "Ada", "text": "hi"}]


@pytest.mark.asyncio
async def test_broadcasts(websocket_pair):
    room = Room()
    assert room.enter("Ada", websocket_pair.server) == 1
    await room.broadcast({"n": 1})
    assert await websocket_pair.client.received_json() == [{"n": 1}]


@pytest.mark.asyncio
async def test_counts(open_websocket_pair):
    room = Room()
    ws, ws_client = await open_websocket_pair()
    assert room.enter("Ada", ws) == 1
    assert room.enter("Bob", ws) == 2
    assert len(room.members) == 2


@pytest.mark.asyncio
async def test_posts_by_what_is_no_socket():
    ws = AsyncMock()
    await post(ws, {"n": 1})
    ws.send_json.assert_awaited_once_with({"n": 1})
