import json

import pytest

from app import Feed


@pytest.fixture
def app(open_sync_websocket_pair):
    return open_sync_websocket_pair(app=True)


def test_subscribes(open_sync_websocket_pair):
    ws, ws_server = open_sync_websocket_pair(app=True)
    Feed(["BTC", "ETH"]).on_open(ws)
    ws_server.expect_raw_sequence([json.dumps({"subscribe": "BTC"}), json.dumps({"subscribe": "ETH"})])
    assert len(ws_server.received_raw()) == 2


def test_price(app):
    feed = Feed([])
    feed.on_message(app.client, '{"type": "price", "symbol": "BTC", "price": 7}')
    assert feed.prices == {"BTC": 7}
    app.server.expect_silence()
    app.server.expect_not_closed()


def test_ping(app):
    Feed([]).on_message(app.client, '{"type": "ping", "id": 3}')
    assert json.loads((app.server.received_raw())[-1]) == {"type": "pong", "id": 3}


def test_end(app):
    Feed([]).on_message(app.client, '{"type": "end"}')
    app.server.expect_close(once=True)
    app.server.expect_silence()


def test_goodbye_to_nobody(open_sync_websocket_pair):
    ws, ws_server = open_sync_websocket_pair(app=True)
    # demock: finish – a send to a lost connection raises BrokenPipeError, ConnectionResetError or WebSocketConnectionClosedException: check that the code under test treats them as it does WebSocketConnectionClosedException
    # was: ws.send.side_effect = websocket.WebSocketConnectionClosedException
    ws_server.drop()
    feed = Feed([])
    feed.leave(ws)
    assert feed.lost is True
