from unittest.mock import AsyncMock, MagicMock, patch

import pytest

import app


@pytest.mark.asyncio
async def test_no_session():
    sio = AsyncMock()
    sio.get_session = AsyncMock(return_value=None)
    await app.greet(sio, "sid-1")
    sio.emit.assert_called_once_with("hello", None, to="sid-1")


@pytest.mark.asyncio
async def test_failing_emit():
    sio = AsyncMock()
    sio.emit.side_effect = Exception("gone")
    assert await app.greet(sio, "sid-1") is False


@pytest.mark.asyncio
async def test_answer():
    sio = AsyncMock()
    sio.call = AsyncMock(return_value="yes")
    sio.get_session.return_value = {}
    assert await app.greet(sio, "asked") == "yes"
    sio.emit.assert_called_once()


def test_synchronous_server():
    sio = MagicMock()
    app.shout(sio, "hey")
    sio.emit.assert_called_once_with("shout", "hey")


@pytest.mark.asyncio
async def test_how_often_it_asks():
    sio = AsyncMock()
    sio.get_session.return_value = {"user": "ada"}
    await app.greet(sio, "sid-1")
    sio.get_session.assert_called_once_with("sid-1")
    assert sio.emit.call_count == 1


@pytest.mark.asyncio
async def test_all_calls():
    sio = AsyncMock()
    sio.get_session.return_value = {"user": "ada"}
    await app.greet(sio, "sid-1")
    assert len(sio.mock_calls) == 2
    sio.emit.assert_called_once()


@pytest.mark.asyncio
async def test_another_server():
    with patch("app.socketio") as socketio:
        socketio.emit = AsyncMock()
        await app.tell("hey")
        socketio.emit.assert_called_once_with("told", "hey")


@pytest.mark.asyncio
async def test_callback():
    sio = AsyncMock()
    await app.greet(sio, "sid-1")
    with pytest.raises(AssertionError):
        sio.emit.assert_called_once_with("hello", None, to="sid-1", callback=print)
