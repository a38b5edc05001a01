import pytest

from app import Rooms


@pytest.mark.asyncio
async def test_enter(open_websockets_pair):
    connection, connection_client = await open_websockets_pair(path="/blue", headers={"X-Name": "Ada"})
    rooms = Rooms()
    await rooms.enter(connection)
    assert await connection_client.received_messages() == ["Ada entered blue"]
    assert rooms.members == {"blue": [connection]}


@pytest.mark.asyncio
async def test_anonymous(open_websockets_pair):
    connection, connection_client = await open_websockets_pair(path="/red", headers={})
    await Rooms().enter(connection)
    assert await connection_client.received_messages() == ["anonymous entered red"]


@pytest.mark.asyncio
async def test_relay(open_websockets_pair):
    source, source_server = await open_websockets_pair(client=True)
    listener, listener_client = await open_websockets_pair()
    rooms = Rooms()
    rooms.members["blue"] = [listener]
    await source_server.play(rooms.relay(source, "blue"), ["1", "2"])
    assert await listener_client.received_messages() == ["1", "2"]
