import json
from unittest.mock import MagicMock, call, patch

import pytest
import websocket

from app import Collector, snapshot, wait_for_completion


@pytest.fixture
def mock_ws():
    return MagicMock(spec=websocket.WebSocket)


def test_snapshot():
    fake_ws = MagicMock()
    fake_ws.recv.return_value = json.dumps({"symbol": "BTC", "price": 1})

    with patch("websocket.create_connection", return_value=fake_ws) as connect:
        assert snapshot("wss://example.com", "BTC")["price"] == 1

    connect.assert_called_once_with("wss://example.com", timeout=10)
    fake_ws.send.assert_called_once_with(json.dumps({"op": "snapshot", "symbol": "BTC"}))
    fake_ws.close.assert_called_once()


@patch("app.websocket.create_connection")
def test_completion(create_connection):
    mock_ws = MagicMock()
    create_connection.return_value = mock_ws
    mock_ws.recv.side_effect = [
        json.dumps({"type": "progress", "value": 5}),
        json.dumps({"type": "done", "job": "other"}),
        json.dumps({"type": "progress", "value": 20}),
        json.dumps({"type": "done", "job": "a1"}),
    ]

    assert wait_for_completion("ws://localhost", "a1") == 20

    mock_ws.close.assert_called_once()
    mock_ws.send.assert_not_called()


def test_completion_that_fails():
    mock_ws = MagicMock()
    mock_ws.recv.side_effect = ['{"type": "error", "text": "Node failed"}']

    with patch("websocket.create_connection", return_value=mock_ws):
        with pytest.raises(RuntimeError, match="Node failed"):
            wait_for_completion("ws://localhost", "a1")

    mock_ws.close.assert_called_once()


def test_collect_until_lost(mock_ws):
    mock_ws.recv.side_effect = ["a", "b", websocket.WebSocketConnectionClosedException("gone")]
    collector = Collector(mock_ws)

    assert collector.run() == "lost"

    assert collector.seen == ["a", "b"]
    mock_ws.ping.assert_not_called()


def test_collect_until_silent(mock_ws):
    mock_ws.recv.side_effect = ["a", websocket.WebSocketTimeoutException()]
    collector = Collector(mock_ws)

    assert collector.run() == "silent"

    assert collector.seen == ["a"]
    mock_ws.ping.assert_called_once()


def test_upload(mock_ws):
    Collector(mock_ws).upload(b"abc")

    mock_ws.send_binary.assert_has_calls([call(b"\x00\x00\x00\x03"), call(b"abc")])
    mock_ws.send.assert_called_once_with("end")


def test_report(mock_ws):
    assert Collector(mock_ws).report("fine")
    assert mock_ws.send.call_args[0][0] == "fine"


def test_report_to_nobody():
    ws = MagicMock(spec=websocket.WebSocket, connected=True)
    ws.send.side_effect = websocket.WebSocketConnectionClosedException
    assert Collector(ws).report("fine") is False
