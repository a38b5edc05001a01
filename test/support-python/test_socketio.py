"""The Socket.IO server of the support file, and what its clients receive."""
import asyncio
from unittest.mock import ANY

import pytest
import socketio
from real_socketio import NotReceived, RealSocketIO

pytestmark = pytest.mark.asyncio


async def test_the_server_is_a_real_one(open_socketio_server):
    sio, _ = await open_socketio_server()
    assert isinstance(sio, socketio.AsyncServer)


async def test_an_event_reaches_its_room(open_socketio_server):
    sio, sio_client = await open_socketio_server()
    await sio.emit("trade", {"price": 1, "sizes": (1, 2), 3: None}, room="prices")
    await sio_client.received.expect_only("trade", {"price": 1, "sizes": (1, 2), 3: None}, room="prices")
    await sio_client.received.expect_only("trade", {"price": ANY, "sizes": [1, 2], "3": None}, to="prices")
    [event] = await sio_client.received()
    assert (event.event, event.data["sizes"], event.room, event.to, event.namespace, event.skip_sid) == ("trade", [1, 2], "prices", "prices", "/", None)
    assert event.args == ("trade", {"price": 1, "sizes": [1, 2], "3": None})


@pytest.mark.parametrize("told", [{"room": "other"}, {}, {"room": "prices", "skip_sid": "sid-1"}, {"room": "prices", "namespace": "/chat"}, {"room": ["prices", "news"]}])
async def test_another_room_is_told_apart(open_socketio_server, told):
    sio, sio_client = await open_socketio_server()
    await sio.emit("trade", 1, **told)
    await sio_client.received.expect_only("trade", 1, **told)
    with pytest.raises(NotReceived, match=r"expected only emit.'trade', 1, room='prices'., but this happened:\n  1 emit"):
        await sio_client.received.expect_only("trade", 1, room="prices")


async def test_data_of_every_kind(open_socketio_server):
    sio, sio_client = await open_socketio_server()
    for data in (None, "text", 5, [], {}, ("several", 1), b"\x00\xff", {"deep": [b"1"]}, False):
        await sio.emit("news", data, room=5)
        await sio_client.received.expect_last("news", data, room=5)
    with pytest.raises(TypeError):
        await sio.emit("news", {"not": object()})
    assert len(await sio_client.received()) == 9


async def test_whom_it_skips(open_socketio_server):
    sio, sio_client = await open_socketio_server()
    await sio.enter_room("sid-1", "lobby")
    await sio.emit("a", room="lobby", skip_sid="sid-1")
    await sio.emit("b", room="lobby")
    await sio.emit("c", room="den", skip_sid="sid-2")
    await sio.emit("d", skip_sid=["sid-2", "sid-1"])
    of = sio_client.received.of
    await sio_client.received.expect_sequence([
        of("a", room="lobby", skip_sid="sid-1"), of("b", room="lobby"), of("c", room="den", skip_sid="sid-2"), of("d", skip_sid=["sid-1", "sid-2"])])
    with pytest.raises(NotReceived):
        await sio_client.received.expect_sequence([of("b", room="lobby"), of("a", room="lobby", skip_sid="sid-1")])
    assert "den" not in sio.rooms("sid-2")


async def test_rooms(open_socketio_server):
    sio, sio_client = await open_socketio_server()
    await sio_client.entered.expect_none()
    await sio.enter_room("sid-1", "lobby")
    await sio_client.entered.expect_only("sid-1", "lobby")
    assert "lobby" in sio.rooms("sid-1")
    await sio.emit("all", room="lobby")
    await sio_client.received.expect_only("all", room="lobby")
    await sio.leave_room("sid-1", "lobby")
    await sio.leave_room("sid-2", "lobby")
    await sio_client.left.expect_any("sid-1", "lobby")
    await sio_client.left.expect_last(sid="sid-2", room="lobby")
    assert "lobby" not in sio.rooms("sid-1")
    assert (await sio_client.left())[-1].room == "lobby"
    with pytest.raises(NotReceived):
        await sio_client.left.expect_only("sid-1", "lobby")


async def test_sessions(open_socketio_server):
    sio, sio_client = await open_socketio_server(session={"user_id": "ada"})
    assert await sio.get_session("sid-1") == {"user_id": "ada"}
    sio_client.session = {"user_id": "bob"}
    assert await sio.get_session("sid-1") == {"user_id": "bob"}
    await sio_client.saved.expect_none()
    await sio.save_session("sid-1", {"user_id": "eve"})
    assert await sio.get_session("sid-1") == {"user_id": "eve"}
    await sio_client.saved.expect_only("sid-1", {"user_id": "eve"})
    async with sio.session("sid-2") as session:
        session["more"] = 1
    assert (await sio_client.saved())[-1].session == {"user_id": "bob", "more": 1}
    await sio_client.connect("sid-3", session={"user_id": "dan"})
    assert await sio.get_session("sid-3") == {"user_id": "dan"}


async def test_who_is_thrown_out_receives_nothing_more(open_socketio_server):
    sio, sio_client = await open_socketio_server()
    await sio.emit("welcome", to="sid-1")
    await sio.enter_room("sid-1", "lobby")
    await sio.disconnect("sid-1")
    await sio_client.disconnected.expect_only("sid-1")
    assert not sio_client.is_connected("sid-1")
    await sio_client.clear()
    await sio_client.received.expect_none()
    await sio_client.disconnected.expect_none()


async def test_handlers_of_the_code_under_test_are_called_by_the_test_alone(open_socketio_server):
    sio, sio_client = await open_socketio_server()

    @sio.event
    async def connect(sid, environ):
        raise AssertionError("no client of the support is announced")

    @sio.on("join")
    async def join(sid, room):
        await sio.enter_room(sid, room)
        await sio.emit("joined", {"sid": sid}, room=room, skip_sid=sid)

    await join("sid-1", "lobby")
    await sio_client.entered.expect_only("sid-1", "lobby")
    await sio_client.received.expect_only("joined", {"sid": "sid-1"}, room="lobby", skip_sid="sid-1")


async def test_events_sent_at_once_keep_their_order(socketio_pair):
    await asyncio.gather(*(socketio_pair.server.emit("n", number, room=f"room-{number % 3}") for number in range(12)))
    assert [event.data for event in await socketio_pair.client.received()] == list(range(12))


async def test_an_answer_of_the_client_calls_back(open_socketio_server):
    sio, sio_client = await open_socketio_server()
    answered = asyncio.get_running_loop().create_future()
    await sio.emit("ask", to="sid-1", callback=lambda *given: answered.set_result(given))
    assert await asyncio.wait_for(answered, 5) == ()
    await sio_client.received.expect_only("ask", to="sid-1")


async def test_an_index_beyond_what_happened(open_socketio_server):
    sio, sio_client = await open_socketio_server()
    await sio.emit("one")
    with pytest.raises(NotReceived, match="is all that happened:\n  1 emit.'one'."):
        (await sio_client.received())[1]


async def test_two_servers_know_nothing_of_each_other(open_socketio_server):
    one, one_client = await open_socketio_server()
    _, two_client = await open_socketio_server()
    await one.emit("news", room="all")
    await one_client.received.expect_only("news", room="all")
    await two_client.received.expect_none()


async def test_nothing_is_left_behind(open_socketio_server):
    before = asyncio.all_tasks()
    async with RealSocketIO() as real:
        sio, _ = await real.open()
        await sio.emit("news", room="all", skip_sid="sid-1")
        await sio.disconnect("sid-2")
    assert asyncio.all_tasks() == before


#: A server as an application has it.
sio = socketio.AsyncServer(async_mode="asgi")


@sio.event
async def connect(sid, environ, auth):
    raise ConnectionRefusedError("who are you?")


@sio.on("join")
async def join(sid, room):
    await sio.enter_room(sid, room)
    await sio.emit("joined", {"sid": sid}, room=room, skip_sid=sid)


async def test_the_server_of_the_application_is_taken_and_given_back(open_socketio_server):
    before = dict(sio.__dict__), dict(sio.eio.__dict__)
    for _ in range(2):
        async with open_socketio_server(server=sio) as (taken, sio_client):
            assert taken is sio
            await join("sid-1", "lobby")
            assert "lobby" in sio.rooms("sid-1")
        await sio_client.received.expect_only("joined", {"sid": "sid-1"}, room="lobby", skip_sid="sid-1")
        await sio_client.entered.expect_only("sid-1", "lobby")
        assert type(sio) is socketio.AsyncServer and (sio.__dict__, sio.eio.__dict__) == before


async def test_the_server_of_the_application_by_its_path(open_socketio_server):
    taken, sio_client = await open_socketio_server(server=f"{__name__}.sio")
    again, again_client = await open_socketio_server(server=sio)
    assert taken is again is sio
    await sio.emit("news")
    await sio_client.received.expect_none()
    await again_client.received.expect_only("news")


async def test_something_else_is_not_taken(open_socketio_server):
    with pytest.raises(TypeError, match="is no socketio.AsyncServer: it is"):
        await open_socketio_server(server=f"{__name__}.pytestmark")


async def test_a_derived_server_is_taken(open_socketio_server):
    class Server(socketio.AsyncServer):
        async def tell(self, text):
            await self.emit("told", text)

    own = Server(async_mode="asgi")
    async with open_socketio_server(server=own) as (_, sio_client):
        await own.tell("hi")
    await sio_client.received.expect_only("told", "hi")
    assert type(own) is Server
