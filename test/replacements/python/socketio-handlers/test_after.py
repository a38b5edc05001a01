from unittest.mock import patch

import pytest

import app


@pytest.mark.asyncio
async def test_connect(open_socketio_server):
    mock_sio, sio_client = await open_socketio_server()
    with patch("app.sio", mock_sio):
        assert await app.connect("sid-1", "secret") is True
    await sio_client.saved.expect_only("sid-1", {"user": "ada", "rooms": []})
    session = (await sio_client.saved())[-1].session
    assert session["user"] == "ada"
    await sio_client.received.expect_none()
    await sio_client.disconnected.expect_none()


@pytest.mark.asyncio
async def test_connect_without_token(open_socketio_server):
    mock_sio, sio_client = await open_socketio_server()
    with patch.object(app, "sio", mock_sio):
        assert await app.connect("sid-1", None) is False
    await sio_client.received.expect_only("error", {"detail": "who are you?"}, to="sid-1")
    await sio_client.disconnected.expect_only("sid-1")
    await sio_client.saved.expect_none()


@pytest.mark.asyncio
async def test_join(monkeypatch, open_socketio_server):
    mock_sio, sio_client = await open_socketio_server()
    sio_client.session = {"user": "ada"}
    monkeypatch.setattr(app, "sio", mock_sio)
    await app.join("sid-1", {"room": "lobby"})
    await sio_client.entered.expect_only("sid-1", "lobby")
    await sio_client.received.expect_only("joined", {"user": "ada"}, room="lobby", skip_sid="sid-1")


@pytest.mark.asyncio
async def test_join_without_a_user(monkeypatch, open_socketio_server):
    mock_sio, sio_client = await open_socketio_server()
    sio_client.session = {}
    monkeypatch.setattr(app, "sio", mock_sio)
    await app.join("sid-1", {"room": "lobby"})
    await sio_client.entered.expect_none()
    assert (await sio_client.received())[-1].event == "error"
    assert (await sio_client.received())[-1].to == "sid-1"


@pytest.mark.asyncio
async def test_say(monkeypatch, open_socketio_server):
    mock_sio, sio_client = await open_socketio_server()
    sio_client.session = {"user": "ada"}
    monkeypatch.setattr(app, "sio", mock_sio)
    await app.say("sid-1", {"room": "lobby", "text": "hi"})
    await sio_client.received.expect_only("said", {"user": "ada", "text": "hi"}, room="lobby", namespace="/chat")
