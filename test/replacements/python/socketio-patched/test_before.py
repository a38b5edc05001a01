from unittest.mock import AsyncMock, patch

import pytest

import app
import sockets


@pytest.mark.asyncio
async def test_say():
    with patch("sockets.sio") as mock_sio:
        mock_sio.emit = AsyncMock()
        await app.say("sid-1", {"text": "hi"})
        mock_sio.emit.assert_called_once_with(
            "said", {"text": "hi", "number": 2}, room="lobby", skip_sid="sid-1"
        )


@pytest.mark.asyncio
async def test_say_beside_other_patches():
    with patch("sockets.sio", new_callable=AsyncMock) as mock_sio, patch("app.store", AsyncMock(return_value=7)):
        await app.say("sid-1", {"text": "hi"})
    assert mock_sio.emit.call_args[0][1]["number"] == 7
    mock_sio.emit.assert_called_once()


@pytest.mark.asyncio
async def test_say_nothing():
    with (
        patch("app.store") as store,
        patch.object(sockets, "sio") as mock_sio,
    ):
        mock_sio.emit = AsyncMock()
        await app.say("sid-1", "no")
        mock_sio.emit.assert_awaited_once_with("error", {"detail": "no message"}, to="sid-1")
        store.assert_not_called()


@pytest.mark.asyncio
@patch("sockets.sio", new_callable=AsyncMock)
async def test_enter(mock_sio):
    """Everybody sees who enters."""
    mock_sio.get_session.return_value = {"user": "ada"}
    await app.enter("sid-1")
    mock_sio.enter_room.assert_called_once_with("sid-1", "lobby")
    mock_sio.emit.assert_called_once_with("entered", {"user": "ada"}, room="lobby")


@pytest.mark.asyncio
@patch("app.store", new_callable=AsyncMock)
@patch("sockets.sio", new_callable=AsyncMock)
async def test_say_decorated(mock_sio, mock_store, monkeypatch):
    mock_store.return_value = 3
    await app.say("sid-2", {"text": "yo"})
    assert mock_sio.emit.call_args.kwargs["skip_sid"] == "sid-2"
    assert mock_sio.emit.call_args.args == ("said", {"text": "yo", "number": 3})
