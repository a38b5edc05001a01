import pytest

import app


@pytest.mark.asyncio
async def test_notify(open_socketio_server):
    # demock: finish – the server that answers is app.sio itself, which must be a socketio.AsyncServer
    # was: with patch("app.sio") as mock_sio:
    async with open_socketio_server(server="app.sio") as (mock_sio, sio_client):
        await app.notify("ada", "hi")
    await sio_client.received.expect_only("notice", {"text": "hi"}, room="user:ada")


@pytest.mark.asyncio
async def test_notify_decorated(open_socketio_server):
    # demock: finish – the server that answers is app.sio itself, which must be a socketio.AsyncServer
    # was: @patch.object(app, "sio", new_callable=AsyncMock)
    sio, sio_client = await open_socketio_server(server=app.sio)
    await app.notify("bob", "hi")
    call_args = (await sio_client.received())[-1]
    assert call_args.event == "notice"
    assert call_args.room == "user:bob"
