"""The support file for websocket-client against real connections: what it lets pass, and what it must not."""
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import real_sync_websocket
import websocket
from real_sync_websocket import NotReceived, RealSyncWebSockets, as_json


@pytest.fixture
def short(monkeypatch):
    """Shortens the waits of what follows: opening a connection may take its time on a busy machine."""
    return lambda: monkeypatch.setattr(real_sync_websocket, "TIMEOUT", 0.3)


def test_the_near_end_is_the_librarys_own(sync_websocket_pair):
    assert isinstance(sync_websocket_pair.client, websocket.WebSocket)
    assert sync_websocket_pair.client.connected
    assert sync_websocket_pair.client.getstatus() == 101


def test_everything_sent_has_arrived_in_order(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair()
    for number in range(300):
        ws.send(f'{{"n": {number}}}')
    assert far.received_json() == [{"n": number} for number in range(300)]
    ws.send("x" * 70000)
    assert len(far.received_text()[-1]) == 70000
    ws.send("ä" * 200)
    assert far.received_text()[-1] == "ä" * 200


def test_looking_does_not_take(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair()
    ws.send("a")
    ws.send('{"b": 1}')
    assert far.received_text() == ["a", '{"b": 1}']
    assert far.received() == ["a", {"b": 1}]
    assert far.receive_text() == "a"
    assert far.receive_json() == {"b": 1}
    far.expect_silence()
    far.clear()
    assert far.received() == []


def test_bytes(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair()
    ws.send_binary(b"\x01")
    assert far.received_bytes() == [b"\x01"]
    with pytest.raises(NotReceived, match="expected text, but this arrived: b'.x01'"):
        far.received_text()
    with pytest.raises(NotReceived, match=r"message \[1\] was asked for, but 1 arrived"):
        far.received_bytes()[1]


def test_silence_is_exact(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair()
    far.expect_silence()
    ws.send("{}")
    with pytest.raises(NotReceived, match=r"1 message\(s\) arrived[\s\S]*'\{\}'"):
        far.expect_silence()


def test_a_send_that_failed_is_no_silence(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair()
    far.drop()
    with pytest.raises((OSError, websocket.WebSocketException)):
        for _ in range(3):
            ws.send("too late")
    with pytest.raises(NotReceived, match="tried to send on a connection that is gone"):
        far.expect_silence()


def test_sequence(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair()
    for number in (1, 2, 3, 4):
        ws.send(str(number))
    far.expect_sequence([2, 3])
    for wrong in ([2, 4], [3, 2], [4, 5]):
        with pytest.raises(NotReceived, match="in this order"):
            far.expect_sequence(wrong)


def test_waiting_is_bounded_and_tells_what_arrived(open_sync_websocket_pair, short):
    ws, far = open_sync_websocket_pair()
    short()
    ws.send("first")
    assert far.receive_text() == "first"
    with pytest.raises(NotReceived, match=r"no message arrived within 0.3 s[\s\S]*open[\s\S]*arrived \(1\): \['first'\]"):
        far.receive_text()
    with pytest.raises(NotReceived, match="waited 0.3 s for a message, but the far end sent none"):
        ws.recv()
    ws.settimeout(0.05)
    with pytest.raises(websocket.WebSocketTimeoutException):
        ws.recv()


def test_close_with_code_and_reason(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair()
    far.expect_not_closed()
    ws.send("bye")
    ws.close(4003, b"spam")
    assert far.expect_close(4003, "spam") == 4003
    assert far.received_text() == ["bye"]
    assert not ws.connected
    with pytest.raises(NotReceived, match="expected the close code 4001"):
        far.expect_close(4001)
    with pytest.raises(NotReceived, match="closed the connection"):
        far.expect_not_closed()


def test_a_close_that_did_not_come(open_sync_websocket_pair, short):
    ws, far = open_sync_websocket_pair()
    short()
    with pytest.raises(NotReceived, match="the connection was not closed"):
        far.expect_close()


def test_a_script_and_its_end(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair()
    far.script([{"n": 1}, "two", b"3"], code=4001)
    assert [ws.recv(), ws.recv(), ws.recv(), ws.recv()] == ['{"n": 1}', "two", b"3", ""]
    ws.close()
    far.expect_close()
    with pytest.raises(NotReceived, match="sent to nobody"):
        far.expect_close(1000)


def test_a_script_that_breaks(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair()
    far.script(["a"], lost=True)
    assert ws.recv() == "a"
    with pytest.raises(websocket.WebSocketConnectionClosedException):
        ws.recv()


def test_a_script_that_falls_silent(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair()
    far.script(["a"], silent=True)
    assert ws.recv() == "a"
    with pytest.raises(websocket.WebSocketTimeoutException):
        ws.recv()


def test_a_script_without_end_and_one_behind_another(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair()
    far.script(["a"], hang_up=False)
    far.script(["b", "c"], repeat=True)
    assert [ws.recv() for _ in range(5)] == ["a", "b", "c", "b", "c"]


def test_pings(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair()
    far.expect_no_ping()
    ws.ping("x")
    far.expect_ping()
    far.expect_ping(b"x")
    with pytest.raises(NotReceived, match="expected a ping with b'y'"):
        far.expect_ping(b"y")
    with pytest.raises(NotReceived, match="expected no ping"):
        far.expect_no_ping()


def test_code_that_receives_on_a_thread(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair()
    seen = []
    thread = threading.Thread(target=lambda: seen.append(ws.recv()))
    thread.start()
    far.send_text("hello")
    thread.join(5)
    assert seen == ["hello"]


def test_many_at_once_leave_nothing_behind():
    with RealSyncWebSockets() as sockets:
        pairs = [sockets.open() for _ in range(10)]
        for number, (ws, _) in enumerate(pairs):
            ws.send(str(number))
        assert [far.received_text() for _, far in pairs] == [[str(number)] for number in range(10)]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("real-sync")]
    assert as_json({1: (2,)}) == {"1": [2]}


def test_unittest(tmp_path):
    (tmp_path / "real_sync_websocket.py").write_text(Path(real_sync_websocket.__file__).read_text("utf-8"), "utf-8")
    (tmp_path / "test_prices.py").write_text(
        "import unittest\n"
        "from real_sync_websocket import SyncWebSocketPairs\n\n\n"
        "class TestPrices(SyncWebSocketPairs, unittest.TestCase):\n"
        "    def setUp(self):\n"
        "        self.ws, self.ws_server = self.open_sync_websocket_pair()\n\n"
        "    def test_it(self):\n"
        "        self.ws.send('a')\n"
        "        self.assertEqual(self.ws_server.received_text(), ['a'])\n", "utf-8")
    result = subprocess.run([sys.executable, "-X", "dev", "-W", "error", "-m", "unittest", "test_prices"], cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 0 and "Warning" not in result.stderr, result.stderr


def test_what_each_method_sent(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair()
    ws.send("1")
    ws.send_binary(b"x")
    ws.ping()
    ws.send(b"y", websocket.ABNF.OPCODE_BINARY)
    assert far.received_raw() == ["1", b"x", b"y"]
    assert far.received_raw(by="send") == ["1", b"y"]
    assert far.received_bytes(by="send_binary") == [b"x"]
    far.expect_raw_sequence(["1", b"y"], by="send")
    with pytest.raises(NotReceived, match=r"expected no send_binary\(\), but 1 message"):
        far.expect_silence(by="send_binary")
    with pytest.raises(NotReceived, match="in this order"):
        far.expect_raw_sequence([b"x", "1"])


def test_opened_closed_and_lost(open_sync_websocket_pair):
    ws, far = open_sync_websocket_pair(closed=True)
    assert not ws.connected
    far.expect_not_closed()
    ws, far = open_sync_websocket_pair(lost=True)
    with pytest.raises((OSError, websocket.WebSocketException)):
        for _ in range(3):
            ws.send("nobody is there")


def test_once(sync_websocket_pair):
    ws, far = sync_websocket_pair
    ws.ping()
    far.expect_ping(once=True)
    ws.ping()
    with pytest.raises(NotReceived, match=r"called ping\(\) 2 times, expected once"):
        far.expect_ping(once=True)
    ws.close()
    far.expect_close(1000, b"", once=True)
    ws.close()
    with pytest.raises(NotReceived, match=r"called close\(\) 2 times"):
        far.expect_close(once=True)


def test_the_application_object_of_callbacks_sends_over_a_real_connection(open_sync_websocket_pair):
    app, ws_server = open_sync_websocket_pair(app=True)
    assert isinstance(app, websocket.WebSocketApp) and app.keep_running and app.sock.connected
    app.send('{"n": 1}')
    app.send(b"\x00", websocket.ABNF.OPCODE_BINARY)
    assert ws_server.received_raw(by="send") == ['{"n": 1}', b"\x00"]
    if hasattr(websocket.WebSocketApp, "send_bytes"):  # since websocket-client 1.6
        app.send_bytes(b"\x01")
        app.send_text("two")
        assert (ws_server.received_raw(by="send_bytes"), ws_server.received_text(by="send_text"), len(ws_server.received_raw(by="send"))) == ([b"\x01"], ["two"], 2)
    ws_server.expect_not_closed()
    app.close()
    ws_server.expect_close(1000, once=True)
    assert not app.keep_running
    with pytest.raises(websocket.WebSocketConnectionClosedException):
        app.send("late")
    app.close()
    with pytest.raises(real_sync_websocket.NotReceived, match="2 times"):
        ws_server.expect_close(once=True)


def test_an_application_object_whose_server_is_gone(open_sync_websocket_pair):
    app, _ = open_sync_websocket_pair(app=True, lost=True)
    with pytest.raises((OSError, websocket.WebSocketException)):
        app.send("hello")
