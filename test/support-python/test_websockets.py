"""real_websockets.py: both ends of connections of `websockets`, the near one of either API and either side."""
import importlib.util
import os
import subprocess
import sys

import pytest
import websockets
from websockets.exceptions import ConnectionClosed, ConnectionClosedError, ConnectionClosedOK

import real_websockets
from real_websockets import NotReceived, RealWebSockets

NEW = importlib.util.find_spec("websockets.asyncio") is not None
WAYS = [{"client": client, "legacy": legacy} for client in (False, True) for legacy in ({False, not NEW} | {True})]


async def echo(ws):
    seen = []
    try:
        async for message in ws:
            seen.append(message)
            await ws.send(message)
    except ConnectionClosed:
        seen.append("closed")
    return seen


@pytest.mark.asyncio
@pytest.mark.parametrize("way", WAYS)
async def test_what_is_sent_arrives(open_websockets_pair, way):
    ws, far = await open_websockets_pair(**way)
    await ws.send("one")
    await ws.send(b"\x00")
    assert await far.received_messages() == ["one", b"\x00"]
    await far.expect_messages(["one", b"\x00"])
    await far.clear()
    await far.expect_silence()
    with pytest.raises(NotReceived, match="one"):
        await ws.send("one")
        await far.expect_silence()


@pytest.mark.asyncio
@pytest.mark.parametrize("way", WAYS)
async def test_play(open_websockets_pair, way):
    ws, far = await open_websockets_pair(**way)
    assert await far.play(echo(ws), ["a", {"b": 1}]) == ["a", '{"b": 1}']
    assert await far.received_messages() == ["a", '{"b": 1}']


@pytest.mark.asyncio
@pytest.mark.parametrize("way", WAYS)
async def test_recv_raises_when_the_other_end_hangs_up(open_websockets_pair, way):
    ws, far = await open_websockets_pair(**way)
    with pytest.raises(ConnectionClosedOK):
        await far.play(ws.recv(), [])
    ws, far = await open_websockets_pair(**way)
    with pytest.raises(ConnectionClosedError):
        await far.play(ws.recv(), [], code=1011)


@pytest.mark.asyncio
@pytest.mark.parametrize("way", WAYS)
async def test_drop_and_disconnect(open_websockets_pair, way):
    ws, far = await open_websockets_pair(**way)
    await far.drop()
    with pytest.raises(ConnectionClosedError):
        await ws.send("x")
    with pytest.raises(NotReceived, match="tried to send"):
        await far.expect_silence()
    ws, far = await open_websockets_pair(**way)
    await far.disconnect()
    with pytest.raises(ConnectionClosedOK):
        await ws.send("x")


@pytest.mark.asyncio
@pytest.mark.parametrize("way", WAYS)
async def test_close(open_websockets_pair, way):
    ws, far = await open_websockets_pair(**way)
    await far.expect_not_closed()
    await ws.close(4001, "bye")
    await far.expect_close(4001, "bye")
    with pytest.raises(NotReceived):
        await far.expect_not_closed()


@pytest.mark.asyncio
async def test_handshake(open_websockets_pair):
    ws, _ = await open_websockets_pair("/chat?room=7", headers={"X-Token": "t"}, subprotocols=["v2"])
    assert ws.subprotocol == "v2"
    if NEW:
        assert (ws.request.path, ws.request.headers["x-token"]) == ("/chat?room=7", "t")
    old, _ = await open_websockets_pair("/chat?room=7", headers={"X-Token": "t"}, legacy=True)
    assert (old.path, old.request_headers["x-token"], old.open, old.closed) == ("/chat?room=7", "t", True, False)


@pytest.mark.asyncio
async def test_the_code_waits_for_what_never_comes(open_websockets_pair, monkeypatch):
    ws, _ = await open_websockets_pair()
    monkeypatch.setattr("real_websockets.TIMEOUT", 0.05)
    with pytest.raises(NotReceived, match="waited 0.05 s for a message"):
        await ws.recv()


@pytest.mark.asyncio
async def test_server_with_a_script(open_websockets_server):
    server = await open_websockets_server(["hello", {"n": 1}], hang_up=True)
    async with websockets.connect(server.url + "/feed") as ws:
        assert await echo(ws) == ["hello", '{"n": 1}']
    assert await server.received_messages() == ["hello", '{"n": 1}']
    await server.expect_connected(1, "/feed")
    async with websockets.connect(server.url) as ws:
        assert await ws.recv() == "hello"
    await server.expect_connected(2, "/")
    await server.expect_close()


@pytest.mark.asyncio
async def test_server_tells_who_closed(open_websockets_server):
    server = await open_websockets_server(["hello"], hang_up=True)
    ws = await websockets.connect(server.url)
    await ws.recv()
    await ws.close(4000, "bye")
    await server.expect_close(4000, "bye")
    ws = await websockets.connect(server.url)
    await echo(ws)
    with pytest.raises(NotReceived, match="before the server hung up"):
        await server.expect_close()


@pytest.mark.asyncio
async def test_server_does_not_let_code_wait_for_ever(open_websockets_server, monkeypatch):
    monkeypatch.setattr("real_websockets.TIMEOUT", 0.05)
    server = await open_websockets_server()
    async with websockets.connect(server.url) as ws:
        with pytest.raises(ConnectionClosedError, match="nothing happened"):
            await ws.recv()


@pytest.mark.asyncio
async def test_server_that_only_listens(open_websockets_server):
    server = await open_websockets_server()
    await server.expect_silence()
    with pytest.raises(NotReceived, match="expected a connection"):
        await server.expect_connected()
    async with websockets.connect(server.url) as ws:
        await ws.send("x")
        assert await server.received_messages() == ["x"]
        await server.send_text("later")
        assert await ws.recv() == "later"


@pytest.mark.asyncio
async def test_fixture(websockets_pair):
    await websockets_pair.server.send("x")
    assert await websockets_pair.client.received_messages() == ["x"]


@pytest.mark.asyncio
async def test_without_fixtures():
    async with RealWebSockets() as sockets:
        ws, far = await sockets.open()
        await ws.send("x")
        assert await far.received_messages() == ["x"]


UNITTEST = """
import unittest
import websockets
from real_websockets import WebsocketsPairs

class TestMixin(WebsocketsPairs, unittest.IsolatedAsyncioTestCase):
    async def test_pair_and_server(self):
        ws, far = await self.open_websockets_pair()
        await ws.send("x")
        self.assertEqual(await far.received_messages(), ["x"])
        server = await self.open_websockets_server()
        async with websockets.connect(server.url) as ws:
            await ws.send("y")
            self.assertEqual(await server.received_messages(), ["y"])
"""


def test_unittest(tmp_path):
    (tmp_path / "test_mixin.py").write_text(UNITTEST)
    environment = {**os.environ, "PYTHONPATH": os.path.dirname(real_websockets.__file__)}
    ran = subprocess.run([sys.executable, "-W", "error", "-m", "unittest", "test_mixin"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0 and "Ran 1 test" in ran.stderr, ran.stderr
