from unittest.mock import AsyncMock, MagicMock

import aiohttp
import pytest

from app import Member, Room, greet, post


@pytest.mark.asyncio
async def test_greets():
    line = AsyncMock()
    await greet(line, "Ada")
    line.send_json.assert_awaited_once_with({"hello": "Ada"})
    assert aiohttp.WSMsgType.TEXT == 1


@pytest.mark.asyncio
async def test_tells_a_member():
    peer = MagicMock()
    peer.send_json = AsyncMock()
    member = Member("Ada", line=peer)
    await member.tell("hi")
    peer.send_json.assert_awaited_once_with({"to": "Ada", "text": "hi"})


@pytest.fixture
def line():
    return AsyncMock()


@pytest.mark.asyncio
async def test_broadcasts(line):
    room = Room()
    assert room.enter("Ada", line) == 1
    await room.broadcast({"n": 1})
    line.send_json.assert_awaited_once_with({"n": 1})


@pytest.mark.asyncio
async def test_counts():
    room = Room()
    ws = AsyncMock()
    assert room.enter("Ada", ws) == 1
    assert room.enter("Bob", ws) == 2
    assert len(room.members) == 2


@pytest.mark.asyncio
async def test_posts_by_what_is_no_socket():
    ws = AsyncMock()
    await post(ws, {"n": 1})
    ws.send_json.assert_awaited_once_with({"n": 1})
