from unittest.mock import AsyncMock, patch

import pytest

import app


@pytest.mark.asyncio
async def test_connect():
    mock_sio = AsyncMock()
    with patch("app.sio", mock_sio):
        assert await app.connect("sid-1", "secret") is True
    mock_sio.save_session.assert_called_once_with("sid-1", {"user": "ada", "rooms": []})
    session = mock_sio.save_session.call_args[0][1]
    assert session["user"] == "ada"
    mock_sio.emit.assert_not_called()
    mock_sio.disconnect.assert_not_called()


@pytest.mark.asyncio
async def test_connect_without_token():
    mock_sio = AsyncMock()
    with patch.object(app, "sio", mock_sio):
        assert await app.connect("sid-1", None) is False
    mock_sio.emit.assert_called_once_with("error", {"detail": "who are you?"}, to="sid-1")
    mock_sio.disconnect.assert_called_once_with("sid-1")
    mock_sio.save_session.assert_not_called()


@pytest.mark.asyncio
async def test_join(monkeypatch):
    mock_sio = AsyncMock()
    mock_sio.get_session = AsyncMock(return_value={"user": "ada"})
    monkeypatch.setattr(app, "sio", mock_sio)
    await app.join("sid-1", {"room": "lobby"})
    mock_sio.enter_room.assert_called_once_with("sid-1", "lobby")
    mock_sio.emit.assert_called_once_with("joined", {"user": "ada"}, room="lobby", skip_sid="sid-1")


@pytest.mark.asyncio
async def test_join_without_a_user(monkeypatch):
    mock_sio = AsyncMock()
    mock_sio.get_session.return_value = {}
    monkeypatch.setattr(app, "sio", mock_sio)
    await app.join("sid-1", {"room": "lobby"})
    mock_sio.enter_room.assert_not_called()
    assert mock_sio.emit.call_args[0][0] == "error"
    assert mock_sio.emit.call_args.kwargs["to"] == "sid-1"


@pytest.mark.asyncio
async def test_say(monkeypatch):
    mock_sio = AsyncMock()
    mock_sio.get_session.return_value = {"user": "ada"}
    monkeypatch.setattr(app, "sio", mock_sio)
    await app.say("sid-1", {"room": "lobby", "text": "hi"})
    mock_sio.emit.assert_called_once_with("said", {"user": "ada", "text": "hi"}, room="lobby", namespace="/chat")
