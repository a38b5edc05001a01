from unittest.mock import AsyncMock, call, patch

import pytest

from app import Agent


@pytest.fixture
def sio():
    with patch("sockets.sio") as mock_sio:
        mock_sio.emit = AsyncMock()
        mock_sio.disconnect = AsyncMock()
        yield mock_sio


@pytest.fixture
def agent(sio):
    return Agent("ada")


@pytest.mark.asyncio
async def test_answer(agent, sio):
    await agent.answer(["a", "b"])
    sio.emit.assert_has_calls([call("part", "a", room="user:ada"), call("part", "b", room="user:ada"), call("end", room="user:ada")])
    assert sio.emit.await_count == 3


@pytest.mark.asyncio
async def test_fail(agent, sio):
    await agent.fail("sid-1", "tired")
    sio.emit.assert_called_once_with("failed", {"reason": "tired"}, to="sid-1")
    sio.disconnect.assert_called_once_with("sid-1")


@pytest.mark.asyncio
async def test_nothing(sio):
    Agent("bob")
    sio.emit.assert_not_called()
