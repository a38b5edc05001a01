"""The manager, its pool and the applications it serves."""
import asyncio
import itertools

import pytest
from fastapi import FastAPI, WebSocket
from real_websocket import NotReceived, RealWebSockets

pytestmark = pytest.mark.asyncio


async def test_a_pool_of_ten(real_websockets):
    pool = await real_websockets.open_pool()
    assert len(pool) == len(pool.servers) == len(pool.clients) == 10
    for number, ws in enumerate(pool.servers):
        await ws.send_json(number)
    assert await pool.received_json() == [[number] for number in range(10)]


async def test_a_broadcast_reaches_each(real_websockets):
    pool = await real_websockets.open_pool(3, "/ws", query={"a": 1})
    assert pool.servers[2].url.path == "/ws"
    for ws in pool.servers:
        await ws.send_json("all")
    await pool.expect_each(["all"])
    await pool.servers[1].send_json("more")
    with pytest.raises(NotReceived, match=r"client 1 of 3 should have received exactly \['all'\]"):
        await pool.expect_each(["all"])


@pytest.fixture
def clock(monkeypatch):
    """Lets so many seconds go by whenever the time is asked for."""
    def tick(seconds):
        ticks = itertools.count()
        monkeypatch.setattr("real_websocket._clock", lambda: next(ticks) * seconds)
    return tick


async def test_a_rate_is_sustained(real_websockets, clock):
    clock(0.001)
    pool = await real_websockets.open_pool()
    load = await pool.sustain(lambda connection, event: pool.servers[connection].send_json(event), events_per_second=500, seconds=0.06)
    assert (load.events, round(load.seconds, 3)) == (30, 0.031)
    assert [len(each) for each in await pool.received_json()] == [3] * 10


async def test_a_rate_that_is_not_reached_fails(real_websockets, clock):
    clock(1)
    pool = await real_websockets.open_pool(1)
    with pytest.raises(NotReceived, match="4 events took 5.00 s: 0.8 a second instead of 2"):
        await pool.sustain(lambda connection, event: pool.servers[connection].send_json(event), events_per_second=2)


async def test_lost_events_fail(real_websockets, monkeypatch):
    pool = await real_websockets.open_pool(2)
    monkeypatch.setattr("real_websocket.TIMEOUT", 0.5)

    async def emit(connection, event):
        if event != 3:
            await pool.servers[connection].send_json(event)

    with pytest.raises(NotReceived, match="client 1 of 2 received 2 of 3 events"):
        await pool.sustain(emit, events_per_second=1000, seconds=0.006)


async def test_a_send_that_hangs_fails(real_websockets, monkeypatch):
    pool = await real_websockets.open_pool(1)
    await pool.clients[0].flush()
    monkeypatch.setattr("real_websocket.TIMEOUT", 0.3)
    with pytest.raises(NotReceived, match="event 0 of 50 was not sent within 0.3 s"):
        await pool.sustain(lambda connection, event: asyncio.Event().wait(), events_per_second=50, seconds=1)


class App:
    """An application that tells in which order it lives and dies."""

    def __init__(self):
        self.log = []
        self.api = FastAPI()
        self.api.router.lifespan_context = self.lifespan
        self.api.websocket("/echo")(self.echo)

    def lifespan(self, api):
        log = self.log

        class Lifespan:
            async def __aenter__(self):
                log.append("started")

            async def __aexit__(self, *_):
                log.append("ended")

        return Lifespan()

    async def echo(self, ws: WebSocket):
        await ws.accept()
        try:
            while True:
                await ws.send_json({"echo": await ws.receive_json()})
        finally:
            self.log.append("left")


async def test_a_served_application(real_websockets, clock):
    clock(0.001)
    app = App()
    url = await real_websockets.serve(app.api)
    client = await real_websockets.connect(f"{url}/echo")
    await client.send_json([1])
    assert await client.receive_json() == {"echo": [1]}
    await client.expect_silence()
    pool = await real_websockets.open_pool(4, url=f"{url}/echo")
    load = await pool.sustain(lambda connection, event: pool.clients[connection].send_json(event), events_per_second=200, seconds=0.1)
    assert load.events == 20
    with pytest.raises(NotReceived, match="HTTP 403"):
        await real_websockets.connect(f"{url}/nowhere")
    await real_websockets.close()
    assert app.log == ["started", "left", "left", "left", "left", "left", "ended"]


async def test_an_application_that_does_not_start():
    app = App()

    async def broken(scope, receive, send):
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "no database"})

    async with RealWebSockets() as sockets:
        with pytest.raises(RuntimeError, match="did not start"):
            await sockets.serve(broken)
    assert app.log == []


async def test_everything_is_closed_in_order(monkeypatch):
    before = len(asyncio.all_tasks())
    sockets = RealWebSockets()
    first, second = await sockets.open(accepted=True), await sockets.open(accepted=True)
    closed = []
    for name, pair in {"first": first, "second": second}.items():
        monkeypatch.setattr(pair.client, "_end", lambda name=name, end=pair.client._end: (closed.append(name), end())[1])
    await sockets.close()
    assert closed == ["second", "first"]
    assert first.client.close_code == second.client.close_code == 1001
    assert len(asyncio.all_tasks()) == before
    await sockets.close()
