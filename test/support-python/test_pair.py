"""The support file against real connections: what it lets pass, and what it must not."""
import asyncio
import time
from unittest.mock import ANY

import pytest
import real_websocket
from fastapi import WebSocket, WebSocketDisconnect
from real_websocket import NotReceived, as_json, play
from starlette.websockets import WebSocketState
from websockets.exceptions import ConnectionClosed

pytestmark = pytest.mark.asyncio

#: What a send to a lost client raises; older versions of Starlette let the exceptions of the server through.
GONE = (WebSocketDisconnect, ConnectionClosed, RuntimeError)


@pytest.fixture
def short(monkeypatch):
    """Shortens the waits of what follows: opening a connection may take its time on a busy machine."""
    return lambda: monkeypatch.setattr(real_websocket, "TIMEOUT", 0.3)


async def test_server_is_a_starlette_websocket_on_tcp(websocket_pair):
    assert isinstance(websocket_pair.server, WebSocket)
    assert websocket_pair.server.client.host == "127.0.0.1"
    assert {websocket_pair.server: 1}[websocket_pair.server] == 1


async def test_everything_sent_has_arrived_in_order(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await ws.accept()
    for number in range(500):
        await ws.send_json({"n": number})
    assert await ws_client.received_json() == [{"n": number} for number in range(500)]
    assert (await ws_client.received_json())[-1] == {"n": 499}
    await ws_client.expect_accepted()


async def test_looking_does_not_take(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    await ws.send_text("a")
    await ws.send_text('{"b": 1}')
    assert await ws_client.received_text() == ["a", '{"b": 1}']
    assert await ws_client.received() == ["a", {"b": 1}]
    assert await ws_client.receive_text() == "a"
    assert await ws_client.receive_json() == {"b": 1}
    await ws_client.expect_silence()
    assert len(await ws_client.received()) == 2
    await ws_client.clear()
    assert await ws_client.received() == []


async def test_bytes(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    await ws.send_bytes(b"\x01")
    assert await ws_client.received_bytes() == [b"\x01"]
    with pytest.raises(NotReceived, match="expected text, but this arrived: b'.x01'"):
        await ws_client.received_text()
    assert await ws_client.receive_bytes() == b"\x01"


async def test_an_index_beyond_what_arrived_says_what_did(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await ws.send_json([1])
    with pytest.raises(NotReceived, match=r"message \[1\] was asked for, but 1 arrived: \[\[1\]\]"):
        (await ws_client.received_json())[1]
    with pytest.raises(NotReceived, match="expected JSON"):
        await ws.send_text("plain")
        await ws_client.received_json()


async def test_silence_is_exact(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await ws_client.expect_silence()
    await ws.send_json({})
    with pytest.raises(NotReceived, match=r"1 message\(s\) arrived[\s\S]*'\{\}'"):
        await ws_client.expect_silence()


async def test_silence_may_wait_for_late_messages(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    late = asyncio.get_running_loop().create_task(later(ws))
    with pytest.raises(NotReceived, match="late"):
        await ws_client.expect_silence(within=2)
    await late


async def later(ws):
    for _ in range(20):
        await asyncio.sleep(0)
    await ws.send_text("late")


async def test_sequence(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    for number in (1, 2, 3, 4):
        await ws.send_json(number)
    await ws_client.expect_sequence([2, 3])
    await ws_client.expect_sequence([1, 2, 3, 4])
    for wrong in ([2, 4], [3, 2], [4, 5]):
        with pytest.raises(NotReceived, match="in this order"):
            await ws_client.expect_sequence(wrong)


async def test_waiting_is_bounded_and_tells_what_arrived(open_websocket_pair, short):
    ws, ws_client = await open_websocket_pair(accepted=True)
    short()
    await ws.send_text("first")
    assert await ws_client.receive_text() == "first"
    begin = time.monotonic()
    with pytest.raises(NotReceived, match=r"no message arrived within 5 s|no message arrived[\s\S]*arrived \(1\): \['first'\]"):
        await asyncio.wait_for(ws_client._until(lambda: False, "no message arrived", 0.2), 3)
    assert time.monotonic() - begin < 3


async def test_accept_by_the_code_under_test_only(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await ws_client.expect_not_accepted()
    with pytest.raises(NotReceived, match="did not call accept"):
        await ws_client.expect_accepted()
    await ws.send_text("used before accept()")
    with pytest.raises(NotReceived, match="did not call accept"):
        await ws_client.expect_accepted()
    with pytest.raises(RuntimeError):
        await ws.accept()


async def test_accept_with_subprotocol(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(subprotocols=["chat"])
    await ws.accept(subprotocol="chat")
    await ws_client.expect_accepted("chat")
    with pytest.raises(NotReceived, match="accepted with the subprotocol 'chat', expected None"):
        await ws_client.expect_accepted()
    with pytest.raises(NotReceived, match="called accept"):
        await ws_client.expect_not_accepted()


async def test_accepted_in_advance(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    assert (ws.client_state, ws.application_state) == (WebSocketState.CONNECTED, WebSocketState.CONNECTED)
    await ws_client.expect_not_accepted()
    await ws.accept()
    await ws_client.expect_accepted()
    with pytest.raises(RuntimeError):
        await ws.accept()


async def test_close_with_code_and_reason(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await ws.accept()
    await ws_client.expect_not_closed()
    await ws.send_text("bye")
    await ws.close(code=4003, reason="spam")
    assert await ws_client.expect_close(4003, "spam") == 4003
    assert await ws_client.received_text() == ["bye"]
    with pytest.raises(NotReceived, match="expected the close code 4001"):
        await ws_client.expect_close(4001)
    with pytest.raises(NotReceived, match="expected the close code 4003 and the reason ''"):
        await ws_client.expect_close(4003, "")
    with pytest.raises(NotReceived, match="closed the connection"):
        await ws_client.expect_not_closed()


async def test_close_before_accept_is_a_rejection(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await ws.close(code=4001, reason="unauthorized")
    await ws_client.expect_rejected(403)
    await ws_client.expect_not_accepted()
    with pytest.raises(NotReceived, match="never the code and the reason"):
        await ws_client.expect_close(4001)
    with pytest.raises(NotReceived, match="HTTP 403"):
        await ws_client.expect_rejected(401)


async def test_expect_close_fails_when_the_client_hung_up(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    await ws_client.close()
    with pytest.raises(NotReceived, match="did not call close"):
        await ws_client.expect_close()
    await ws_client.expect_not_closed()


async def echo(ws, seen):
    await ws.accept()
    try:
        while True:
            message = await ws.receive_json()
            seen.append(message)
            await ws.send_json({"echo": message})
    except WebSocketDisconnect as error:
        seen.append(error.code)
    return "done"


async def test_play_runs_a_receive_loop_and_hangs_up(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    seen = []
    assert await ws_client.play(echo(ws, seen), [{"n": 1}, [2]], code=1001) == "done"
    assert seen == [{"n": 1}, [2], 1001]
    assert await ws_client.received_json() == [{"echo": {"n": 1}}, {"echo": [2]}]
    await ws_client.expect_not_closed()


async def test_play_without_messages_and_with_a_pair(websocket_pair):
    seen = []
    assert await play(websocket_pair, echo(websocket_pair.server, seen)) == "done"
    assert seen == [1000]


async def test_play_takes_the_script_of_the_client(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    ws_client.script = [1, 2]
    seen = []
    await ws_client.play(echo(ws, seen))
    assert seen == [1, 2, 1000]


async def test_play_text_and_bytes(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)

    async def handler():
        return await ws.receive_text(), await ws.receive_bytes()

    assert await ws_client.play(handler(), ["hello", b"\x00"], hang_up=False) == ("hello", b"\x00")
    await ws.send_text("still open")
    assert await ws_client.received_text() == ["still open"]


async def test_play_raises_what_the_handler_raises(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()

    async def handler():
        await ws.receive_text()
        raise ValueError("boom")

    with pytest.raises(ValueError, match="boom"):
        await ws_client.play(handler(), ["x"])


async def test_play_ends_when_the_handler_rejects(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()

    async def handler():
        await ws.close(code=4001)

    await ws_client.play(handler(), [{"type": "never read"}])
    await ws_client.expect_rejected()


async def test_play_bounds_a_handler_that_never_returns(open_websocket_pair, short):
    ws, ws_client = await open_websocket_pair()
    short()

    async def handler():
        await ws.receive_text()
        await asyncio.Event().wait()

    with pytest.raises(NotReceived, match="did not return within 0.3 s; it took 1 of 1 messages"):
        await ws_client.play(handler(), ["x"])


async def test_code_that_waits_for_a_message_that_nobody_sends_fails(open_websocket_pair, short):
    ws, _ = await open_websocket_pair()
    short()
    with pytest.raises(NotReceived, match="waited 0.3 s for a message, but no client sent one"):
        await ws.receive_json()


async def test_a_dropped_client_makes_the_next_send_fail(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await ws.accept()
    await ws.send_text("before")
    assert await ws_client.received_text() == ["before"]
    await ws_client.drop()
    with pytest.raises(GONE):
        await ws.send_text("after")
    assert await ws_client.received_text() == ["before"]


async def test_a_send_that_failed_is_no_silence(websocket_pair):
    ws, ws_client = websocket_pair
    await ws_client.disconnect()
    await ws_client.expect_silence()
    with pytest.raises(GONE):
        await ws.send_json({})
    with pytest.raises(NotReceived, match="tried to send on a connection that is gone"):
        await ws_client.expect_silence()
    await ws_client.clear()
    await ws_client.expect_silence()


async def test_dropping_before_accept_accepts_in_advance(websocket_pair):
    await websocket_pair.drop_client()
    await websocket_pair.server.accept()
    with pytest.raises(GONE):
        await websocket_pair.server.send_json({})


async def test_a_disconnected_client(websocket_pair):
    await websocket_pair.server.accept()
    await websocket_pair.disconnect_client(1001)
    assert websocket_pair.server.client_state == WebSocketState.DISCONNECTED


async def test_request_of_the_handshake(open_websocket_pair):
    application = object()
    ws, _ = await open_websocket_pair("/chat/7", query={"token": "a b&c"}, headers={"X-User": "ada"}, path_params={"room": 7}, app=application)
    assert ws.url.path == "/chat/7"
    assert ws.query_params["token"] == "a b&c"
    assert ws.headers["x-user"] == "ada"
    assert ws.path_params == {"room": 7}
    assert ws.app is application


async def test_pairs_do_not_hear_each_other(open_websocket_pair):
    first, first_client = await open_websocket_pair()
    second, second_client = await open_websocket_pair()
    await first.send_text("one")
    await second_client.expect_silence()
    await second.send_text("two")
    assert await first_client.received_text() == ["one"]
    assert await second_client.received_text() == ["two"]


async def test_nothing_is_left_behind():
    before = len(asyncio.all_tasks())
    async with real_websocket.real_websocket_server() as server:
        used, used_client = await server.open()
        await used.accept()
        await server.open()
        lost, lost_client = await server.open(accepted=True)
        await lost_client.drop()
        transports = [connection.transport for connection in server._server._uvicorn.connections]
    assert len(asyncio.all_tasks()) == before
    assert all(transport is None or transport.is_closing() for transport in transports)
    assert used_client.is_closed and used_client.close_code == 1001


async def test_as_json():
    assert as_json({1: ("a", None), False: [ANY]}) == {"1": ["a", None], "false": [ANY]}
    assert as_json({"x": ANY}) == {"x": "anything"}
