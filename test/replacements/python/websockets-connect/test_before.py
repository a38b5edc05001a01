import json
from unittest.mock import AsyncMock, MagicMock, patch

import pytest
import websockets

from app import Feed


@pytest.mark.asyncio
@patch("app.websockets.connect")
async def test_run(mock_connect):
    ws = AsyncMock()
    ws.recv.side_effect = [
        json.dumps({"symbol": "BTC", "price": 1}),
        json.dumps({"symbol": "ETH", "price": 2}),
        websockets.ConnectionClosedOK(None, None),
    ]
    mock_connect.return_value.__aenter__.return_value = ws
    feed = Feed("wss://feed.example.com/v1")
    await feed.run("BTC", "ETH")
    assert feed.prices == {"BTC": 1, "ETH": 2}
    assert json.loads(ws.send.call_args_list[0][0][0]) == {"op": "subscribe", "symbol": "BTC"}
    assert ws.send.call_count == 4
    mock_connect.assert_called_once_with("wss://feed.example.com/v1")


@pytest.mark.asyncio
async def test_ping():
    feed = Feed("ws://localhost:8765")
    mock_ws = AsyncMock()
    mock_ws.recv.side_effect = ["pong"]
    with patch("app.websockets.connect", new_callable=AsyncMock) as mock_connect:
        mock_connect.return_value = mock_ws
        assert await feed.ping() == "pong"
        mock_ws.send.assert_awaited_once_with("ping")
        mock_ws.close.assert_awaited_once()


@pytest.mark.asyncio
async def test_watch():
    found = []
    mock_websocket = MagicMock()
    mock_websocket.__aiter__.return_value = ["a", "b"]
    with patch("app.websockets.connect") as connect:
        connect.return_value.__aenter__.return_value = mock_websocket
        await Feed(url="ws://localhost/watch").watch(found)

        # everything that came
        assert found == ["a", "b"]
        connect.assert_called_once()


@pytest.mark.asyncio
@patch("app.json.dumps", return_value="{}")
@patch("websockets.connect")
async def test_other_patches_stay(mock_connect, mock_dumps):
    mock_ws = mock_connect.return_value.__aenter__.return_value
    mock_ws.recv = AsyncMock(side_effect=[websockets.ConnectionClosedError(None, None)])
    mock_ws.send = AsyncMock()
    await Feed("ws://localhost/x").run("BTC")
    mock_ws.send.assert_called_once_with("{}")
    assert mock_dumps.call_count == 1


class TestPing:
    def setup_method(self):
        self.url = "ws://localhost:1234/ping"

    @pytest.mark.asyncio
    async def test_ping(self):
        with patch("app.websockets.connect", new_callable=AsyncMock) as mock_connect:
            ws = mock_connect.return_value
            ws.recv.side_effect = ["pong", websockets.ConnectionClosedOK(None, None)]
            assert await Feed(self.url).ping() == "pong"
            ws.send.assert_called_once_with("ping")
