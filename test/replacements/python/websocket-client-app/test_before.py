import json
from unittest.mock import MagicMock, call

import pytest
import websocket

from app import Feed


@pytest.fixture
def app():
    return MagicMock(spec=websocket.WebSocketApp)


def test_subscribes():
    ws = MagicMock()
    Feed(["BTC", "ETH"]).on_open(ws)
    ws.send.assert_has_calls([call(json.dumps({"subscribe": "BTC"})), call(json.dumps({"subscribe": "ETH"}))])
    assert ws.send.call_count == 2


def test_price(app):
    feed = Feed([])
    feed.on_message(app, '{"type": "price", "symbol": "BTC", "price": 7}')
    assert feed.prices == {"BTC": 7}
    app.send.assert_not_called()
    app.close.assert_not_called()


def test_ping(app):
    Feed([]).on_message(app, '{"type": "ping", "id": 3}')
    assert json.loads(app.send.call_args[0][0]) == {"type": "pong", "id": 3}


def test_end(app):
    Feed([]).on_message(app, '{"type": "end"}')
    app.close.assert_called_once()
    app.send.assert_not_called()


def test_goodbye_to_nobody():
    ws = MagicMock(spec=websocket.WebSocketApp)
    ws.send.side_effect = websocket.WebSocketConnectionClosedException
    feed = Feed([])
    feed.leave(ws)
    assert feed.lost is True
