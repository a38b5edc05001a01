import json
from unittest.mock import patch

import pytest

from app import Collector, snapshot, wait_for_completion


def test_snapshot(open_sync_websocket_pair):
    fake_ws, ws_server = open_sync_websocket_pair()
    ws_server.script([json.dumps({"symbol": "BTC", "price": 1})], repeat=True)

    with patch("websocket.create_connection", return_value=fake_ws) as connect:
        assert snapshot("wss://example.com", "BTC")["price"] == 1

    connect.assert_called_once_with("wss://example.com", timeout=10)
    assert ws_server.received_raw() == [json.dumps({"op": "snapshot", "symbol": "BTC"})]
    ws_server.expect_close(once=True)


@patch("app.websocket.create_connection")
def test_completion(create_connection, open_sync_websocket_pair):
    mock_ws, ws_server = open_sync_websocket_pair()
    create_connection.return_value = mock_ws
    ws_server.script([
        json.dumps({"type": "progress", "value": 5}),
        json.dumps({"type": "done", "job": "other"}),
        json.dumps({"type": "progress", "value": 20}),
        json.dumps({"type": "done", "job": "a1"}),
    ])

    assert wait_for_completion("ws://localhost", "a1") == 20

    ws_server.expect_close(once=True)
    ws_server.expect_silence()


def test_completion_that_fails(open_sync_websocket_pair):
    mock_ws, ws_server = open_sync_websocket_pair()
    ws_server.script(['{"type": "error", "text": "Node failed"}'])

    with patch("websocket.create_connection", return_value=mock_ws):
        with pytest.raises(RuntimeError, match="Node failed"):
            wait_for_completion("ws://localhost", "a1")

    ws_server.expect_close(once=True)


def test_collect_until_lost(sync_websocket_pair):
    sync_websocket_pair.server.script(["a", "b"], lost=True)
    collector = Collector(sync_websocket_pair.client)

    assert collector.run() == "lost"

    assert collector.seen == ["a", "b"]
    sync_websocket_pair.server.expect_no_ping()


def test_collect_until_silent(sync_websocket_pair):
    sync_websocket_pair.server.script(["a"], silent=True)
    collector = Collector(sync_websocket_pair.client)

    assert collector.run() == "silent"

    assert collector.seen == ["a"]
    sync_websocket_pair.server.expect_ping(once=True)


def test_upload(sync_websocket_pair):
    Collector(sync_websocket_pair.client).upload(b"abc")

    sync_websocket_pair.server.expect_sequence([b"\x00\x00\x00\x03", b"abc"], by="send_binary")
    assert sync_websocket_pair.server.received_raw(by="send") == ["end"]


def test_report(sync_websocket_pair):
    assert Collector(sync_websocket_pair.client).report("fine")
    assert (sync_websocket_pair.server.received_raw())[-1] == "fine"


def test_report_to_nobody(open_sync_websocket_pair):
    ws, ws_server = open_sync_websocket_pair()
    # demock: finish – a send to a lost connection raises BrokenPipeError, ConnectionResetError or WebSocketConnectionClosedException: check that the code under test treats them as it does WebSocketConnectionClosedException
    # was: ws.send.side_effect = websocket.WebSocketConnectionClosedException
    ws_server.drop()
    assert Collector(ws).report("fine") is False
