from unittest.mock import AsyncMock, patch

import pytest

import app
import sockets


@pytest.mark.asyncio
async def test_say(open_socketio_server):
    async with open_socketio_server(server="sockets.sio") as (mock_sio, sio_client):
        await app.say("sid-1", {"text": "hi"})
        await sio_client.received.expect_only(
            "said", {"text": "hi", "number": 2}, room="lobby", skip_sid="sid-1"
        )


@pytest.mark.asyncio
async def test_say_beside_other_patches(open_socketio_server):
    mock_sio, sio_client = await open_socketio_server(server="sockets.sio")
    with patch("app.store", AsyncMock(return_value=7)):
        await app.say("sid-1", {"text": "hi"})
    assert (await sio_client.received())[-1].data["number"] == 7
    assert len(await sio_client.received()) == 1


@pytest.mark.asyncio
async def test_say_nothing(open_socketio_server):
    mock_sio, sio_client = await open_socketio_server(server=sockets.sio)
    with (
        patch("app.store") as store,
    ):
        await app.say("sid-1", "no")
        await sio_client.received.expect_only("error", {"detail": "no message"}, to="sid-1")
        store.assert_not_called()


@pytest.mark.asyncio
async def test_enter(open_socketio_server):
    """Everybody sees who enters."""
    mock_sio, sio_client = await open_socketio_server(server="sockets.sio")
    sio_client.session = {"user": "ada"}
    await app.enter("sid-1")
    await sio_client.entered.expect_only("sid-1", "lobby")
    await sio_client.received.expect_only("entered", {"user": "ada"}, room="lobby")


@pytest.mark.asyncio
@patch("app.store", new_callable=AsyncMock)
async def test_say_decorated(mock_store, monkeypatch, open_socketio_server):
    mock_sio, sio_client = await open_socketio_server(server="sockets.sio")
    mock_store.return_value = 3
    await app.say("sid-2", {"text": "yo"})
    assert (await sio_client.received())[-1].skip_sid == "sid-2"
    assert (await sio_client.received())[-1].args == ("said", {"text": "yo", "number": 3})
