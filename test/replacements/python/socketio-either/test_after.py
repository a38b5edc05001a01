import pytest

from app import beat


@pytest.mark.asyncio
async def test_beat(open_socketio_server):
    # demock: finish – nothing tells whether it stands for a server of Socket.IO or for a client: a server takes its place
    # was: sio = AsyncMock()
    sio, sio_client = await open_socketio_server()
    await beat(sio, 1)
    await sio_client.received.expect_only("beat", {"n": 1})
