import pytest

from app import echo, lobby


async def make_guest(open_websocket_pair, name, messages=()):
    guest_pair = await open_websocket_pair(headers={"x-user": name})
    guest_pair.client.script = [*messages]
    return guest_pair


@pytest.mark.asyncio
async def test_nothing_to_echo(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await ws_client.play(echo(ws))
    await ws_client.expect_accepted()
    await ws_client.expect_silence()


@pytest.mark.asyncio
async def test_echo(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await ws_client.play(echo(ws), ["a", "b"])
    assert await ws_client.received_text() == ["A", "B"]


@pytest.mark.asyncio
async def test_guest(open_websocket_pair):
    guest, guest_client = await make_guest(open_websocket_pair, "ada", ["hello"])
    names = []
    await guest_client.play(lobby(guest, names))
    assert await guest_client.received_text() == ["ada: hello"]
    assert names == []
