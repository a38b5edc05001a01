"""The support file for aiohttp against real connections: what it lets pass, and what it must not."""
import asyncio
import json

import aiohttp
import pytest
import real_aiohttp_websocket
from aiohttp import WSMessage, WSMsgType, web
from real_aiohttp_websocket import AiohttpPairs, NotReceived, RealAiohttp, as_json, play

pytestmark = pytest.mark.asyncio


@pytest.fixture
def short(monkeypatch):
    """Shortens the waits of what follows: opening a connection may take its time on a busy machine."""
    return lambda: monkeypatch.setattr(real_aiohttp_websocket, "TIMEOUT", 0.3)


@pytest.fixture(params=["server", "client"])
def open_pair(request):
    """Opens pairs of both directions: what the far end tells is the same."""
    return request.getfixturevalue("open_aiohttp_pair" if request.param == "server" else "open_aiohttp_client_pair")


async def test_near_ends_are_aiohttps_own(aiohttp_pair, aiohttp_client_pair):
    assert isinstance(aiohttp_pair.server, web.WebSocketResponse)
    assert aiohttp_pair.server.prepared
    assert isinstance(aiohttp_client_pair.client, aiohttp.ClientWebSocketResponse)
    assert {aiohttp_pair.server: 1}[aiohttp_pair.server] == 1
    assert not aiohttp_pair.server.closed and not aiohttp_client_pair.client.closed


async def test_everything_sent_has_arrived_in_order(open_pair):
    ws, far = await open_pair()
    for number in range(500):
        await ws.send_json({"n": number})
    assert await far.received_json() == [{"n": number} for number in range(500)]
    assert (await far.received_json())[-1] == {"n": 499}


async def test_looking_does_not_take(open_pair):
    ws, far = await open_pair()
    await ws.send_str("a")
    await ws.send_json({"b": 1})
    assert await far.received_text() == ["a", '{"b": 1}']
    assert await far.received() == ["a", {"b": 1}]
    assert await far.receive_text() == "a"
    assert await far.receive_json() == {"b": 1}
    await far.expect_silence()
    assert len(await far.received()) == 2
    await far.clear()
    assert await far.received() == []


async def test_bytes(open_pair):
    ws, far = await open_pair()
    await ws.send_bytes(b"\x01")
    assert await far.received_bytes() == [b"\x01"]
    with pytest.raises(NotReceived, match="expected text, but this arrived: b'.x01'"):
        await far.received_text()
    assert await far.receive_bytes() == b"\x01"


async def test_an_index_beyond_what_arrived_says_what_did(open_pair):
    ws, far = await open_pair()
    await ws.send_json([1])
    with pytest.raises(NotReceived, match=r"message \[1\] was asked for, but 1 arrived: \[\[1\]\]"):
        (await far.received_json())[1]
    await ws.send_str("plain")
    with pytest.raises(NotReceived, match="expected JSON"):
        await far.received_json()


async def test_silence_is_exact(open_pair):
    ws, far = await open_pair()
    await far.expect_silence()
    await ws.send_json({})
    with pytest.raises(NotReceived, match=r"1 message\(s\) arrived[\s\S]*'\{\}'"):
        await far.expect_silence()


async def test_silence_may_wait_for_late_messages(open_pair):
    ws, far = await open_pair()
    late = asyncio.get_running_loop().create_task(later(ws))
    with pytest.raises(NotReceived, match="late"):
        await far.expect_silence(within=2)
    await late


async def later(ws):
    for _ in range(20):
        await asyncio.sleep(0)
    await ws.send_str("late")


async def test_a_send_that_failed_is_no_silence(open_pair):
    ws, far = await open_pair()
    await far.disconnect()
    assert ws.closed
    await far.expect_silence()
    await far.expect_not_closed()
    with pytest.raises((ConnectionError, RuntimeError)):
        await ws.send_str("too late")
    with pytest.raises(NotReceived, match="tried to send on a connection that is gone"):
        await far.expect_silence()


async def test_sequence(open_pair):
    ws, far = await open_pair()
    for number in (1, 2, 3, 4):
        await ws.send_json(number)
    await far.expect_sequence([2, 3])
    for wrong in ([2, 4], [3, 2], [4, 5]):
        with pytest.raises(NotReceived, match="in this order"):
            await far.expect_sequence(wrong)


async def test_waiting_is_bounded_and_tells_what_arrived(open_pair, short):
    ws, far = await open_pair()
    short()
    await ws.send_str("first")
    assert await far.receive_text() == "first"
    with pytest.raises(NotReceived, match=r"no message arrived within 0.3 s[\s\S]*open[\s\S]*arrived \(1\): \['first'\]"):
        await far.receive_text()
    with pytest.raises(NotReceived, match="waited 0.3 s for a message, but the far end sent none"):
        await ws.receive()
    with pytest.raises(asyncio.TimeoutError):
        await ws.receive(timeout=0.05)


async def test_close_with_code_and_reason(open_pair):
    ws, far = await open_pair()
    await far.expect_not_closed()
    await ws.send_str("bye")
    await ws.close(code=4003, message=b"spam")
    assert await far.expect_close(4003, b"spam") == 4003
    assert await far.expect_close(4003, "spam") == 4003
    assert await far.received_text() == ["bye"]
    with pytest.raises(NotReceived, match="expected the close code 4001"):
        await far.expect_close(4001)
    with pytest.raises(NotReceived, match="expected the close code 4003 and the reason ''"):
        await far.expect_close(4003, "")
    with pytest.raises(NotReceived, match="closed the connection"):
        await far.expect_not_closed()


async def test_a_close_that_did_not_come(open_pair, short):
    ws, far = await open_pair()
    short()
    with pytest.raises(NotReceived, match="the connection was not closed"):
        await far.expect_close()
    await far.disconnect()
    with pytest.raises(NotReceived, match="did not call close"):
        await far.expect_close()


async def test_close_behind_a_hang_up(open_pair):
    ws, far = await open_pair()
    await far.disconnect()
    await ws.close(code=4000)
    await far.expect_close()
    with pytest.raises(NotReceived, match="sent to nobody"):
        await far.expect_close(4000)


async def test_prepare(aiohttp_pair):
    await aiohttp_pair.client.expect_not_prepared()
    with pytest.raises(NotReceived, match="did not call prepare"):
        await aiohttp_pair.client.expect_prepared()
    await aiohttp_pair.server.prepare(object())
    await aiohttp_pair.client.expect_prepared()
    with pytest.raises(NotReceived, match="called prepare"):
        await aiohttp_pair.client.expect_not_prepared()
    await aiohttp_pair.server.send_str("still works")
    assert await aiohttp_pair.client.received_text() == ["still works"]


async def test_pings(open_pair):
    ws, far = await open_pair()
    await far.expect_no_ping()
    await ws.ping(b"x")
    await far.expect_ping()
    await far.expect_ping(b"x")
    with pytest.raises(NotReceived, match="expected a ping with b'y'"):
        await far.expect_ping(b"y")
    with pytest.raises(NotReceived, match="expected no ping"):
        await far.expect_no_ping()
    assert await far.received() == []


async def loop(ws, seen):
    async for message in ws:
        if message.type == WSMsgType.TEXT:
            seen.append(message.data)
            await ws.send_json({"echo": json.loads(message.data)})
        elif message.type == WSMsgType.BINARY:
            seen.append(message.data)
        elif message.type == WSMsgType.ERROR:
            seen.append(type(ws.exception() or message.data))
            break
    seen.append(ws.close_code)
    return "done"


async def test_script_feeds_a_receive_loop_and_hangs_up(open_pair):
    ws, far = await open_pair()
    seen = []
    far.script([{"n": 1}, "[2]", b"3"], code=4001)
    assert await loop(ws, seen) == "done"
    assert seen == ['{"n": 1}', "[2]", b"3", 4001]
    assert await far.received_json() == [{"echo": {"n": 1}}, {"echo": [2]}]
    assert ws.closed
    await far.expect_not_closed()


async def test_script_of_messages(open_pair):
    ws, far = await open_pair()
    seen = []
    far.script([WSMessage(WSMsgType.TEXT, "1", None), WSMessage(WSMsgType.PING, b"", None), WSMessage(WSMsgType.BINARY, b"2", None), WSMessage(WSMsgType.CLOSE, 1001, ""), "never"])
    await loop(ws, seen)
    assert seen == ["1", b"2", 1001]


async def test_script_of_an_error(open_pair):
    ws, far = await open_pair()
    seen = []
    far.script([WSMessage(WSMsgType.ERROR, None, None)])
    await loop(ws, seen)
    assert len(seen) == 2 and issubclass(seen[0], Exception)


async def test_script_without_end(open_pair):
    ws, far = await open_pair()
    far.script(["a", "b"], repeat=True)
    assert [await ws.receive_str() for _ in range(5)] == ["a", "b", "a", "b", "a"]


async def test_script_that_breaks(open_pair):
    ws, far = await open_pair()
    far.script(["a"], lost=True)
    assert await ws.receive_str() == "a"
    assert (await ws.receive()).type in (WSMsgType.CLOSED, WSMsgType.ERROR)
    await far.expect_not_closed()


async def test_scripts_follow_each_other(open_pair):
    ws, far = await open_pair()
    far.script(["a"], hang_up=False)
    far.script(["b"])
    assert await ws.receive_str() == "a"
    assert await ws.receive_str() == "b"
    assert (await ws.receive()).type in (WSMsgType.CLOSE, WSMsgType.CLOSED)


async def test_play_gives_the_result_and_the_exception(open_pair, short):
    pair = await open_pair()
    ws, far = pair
    assert await play(pair, ws.receive_json(), [{"a": [1]}], hang_up=False) == {"a": [1]}
    with pytest.raises(TypeError):
        await far.play(ws.receive_str(), [b"x"], hang_up=False)
    short()
    with pytest.raises(NotReceived, match=r"the handler did not return within 0.3 s; it took \d of 1 messages|waited 0.3 s for a message"):
        await far.play(loop(ws, []), ["1"], hang_up=False)


async def test_a_lost_connection_fails_the_next_send(open_pair):
    ws, far = await open_pair()
    await ws.send_str("before")
    await far.flush()
    await far.drop()
    with pytest.raises(ConnectionError):
        await ws.send_str("behind")
    assert await far.received_text() == ["before"]


async def test_async_with_closes_the_client(open_aiohttp_client_pair):
    ws, far = await open_aiohttp_client_pair()
    async with ws as same:
        assert same is ws
    await far.expect_close(1000)


async def test_many_at_once():
    async with RealAiohttp() as sockets:
        pairs = await asyncio.gather(*(sockets.open() for _ in range(10)), *(sockets.open_client() for _ in range(10)))
        for number, (near, far) in enumerate(pairs[:10]):
            await near.send_str(str(number))
        assert [await far.received_text() for _, far in pairs[:10]] == [[str(number)] for number in range(10)]
        waiting = asyncio.ensure_future(pairs[0].server.receive())
        await asyncio.sleep(0)
    assert (await waiting).type in (WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.CLOSE)


async def test_as_json():
    assert as_json({1: (2, None)}) == {"1": [2, None]}


async def test_what_each_method_sent(open_pair):
    ws, far = await open_pair()
    await ws.send_json({"n": 1})
    await ws.send_str("plain")
    await ws.send_bytes(b"x")
    await ws.send_json([2])
    assert await far.received_json(by="send_json") == [{"n": 1}, [2]]
    assert await far.received_text(by="send_str") == ["plain"]
    assert await far.received_bytes(by="send_bytes") == [b"x"]
    await far.expect_sequence([{"n": 1}, [2]], by="send_json")
    with pytest.raises(NotReceived, match=r"expected no send_str\(\), but 1 message"):
        await far.expect_silence(by="send_str")
    await far.clear()
    await ws.send_str("y")
    await far.expect_silence(by="send_json")
    assert await far.received(by="send_str") == ["y"]


async def test_opened_closed_and_lost(open_pair):
    ws, far = await open_pair(closed=True)
    assert ws.closed
    ws, far = await open_pair(lost=True)
    with pytest.raises(ConnectionError):
        await ws.send_str("nobody is there")
    with pytest.raises(NotReceived, match="tried to send"):
        await far.expect_silence()


async def test_script_that_breaks_the_protocol(open_pair):
    ws, far = await open_pair()
    seen = []
    far.script(["1"], error=True)
    await loop(ws, seen)
    assert seen[0] == "1" and issubclass(seen[1], Exception)


async def test_pairs_open_although_the_library_is_patched(open_pair, monkeypatch):
    monkeypatch.setattr(aiohttp.ClientSession, "ws_connect", None)
    monkeypatch.setattr(aiohttp, "ClientSession", None)
    monkeypatch.setattr(web, "WebSocketResponse", None)
    ws, far = await open_pair()
    await ws.send_str("a")
    assert await far.received_text() == ["a"]


async def test_which_request_was_prepared(aiohttp_pair):
    request = object()
    await aiohttp_pair.server.prepare(request)
    await aiohttp_pair.client.expect_prepared(request)
    with pytest.raises(NotReceived, match="called prepare.. with <object"):
        await aiohttp_pair.client.expect_prepared(object())


async def test_once(aiohttp_pair):
    ws, far = aiohttp_pair
    for each in (1, 2):
        await ws.prepare(object())
        await ws.ping()
    await far.expect_ping()
    for expectation, name in ((far.expect_prepared, "prepare"), (far.expect_ping, "ping")):
        with pytest.raises(NotReceived, match=rf"called {name}\(\) 2 times, expected once"):
            await expectation(once=True)
    await ws.close()
    await far.expect_close(1000, b"", once=True)
    await ws.close()
    with pytest.raises(NotReceived, match=r"called close\(\) 2 times"):
        await far.expect_close(once=True)


async def test_pongs(open_pair):
    ws, far = await open_pair()
    await far.expect_no_pong()
    await ws.pong(b"x")
    await far.expect_pong(b"x", once=True)
    with pytest.raises(NotReceived, match="expected a pong with b'y'"):
        await far.expect_pong(b"y")
    with pytest.raises(NotReceived, match="expected no pong"):
        await far.expect_no_pong()
    await far.clear()
    await far.expect_no_pong()
