from unittest.mock import AsyncMock, MagicMock, patch

import pytest
from aiohttp import WSMessage, WSMsgType, web

from app import fetch_snapshot, login, websocket_handler


@pytest.fixture
def request_with_app():
    request = MagicMock()
    request.app = {"clients": set()}
    return request


@pytest.mark.asyncio
async def test_handler_says_hello(request_with_app):
    ws = MagicMock(spec=web.WebSocketResponse)
    ws.prepare = AsyncMock()
    ws.send_json = AsyncMock()
    ws.send_str = AsyncMock()
    ws.__aiter__.return_value = [WSMessage(WSMsgType.TEXT, '{"type": "save"}', None)]

    with patch("app.web.WebSocketResponse", return_value=ws):
        assert await websocket_handler(request_with_app) is ws

    ws.prepare.assert_awaited_once_with(request_with_app)
    ws.send_json.assert_awaited_once_with({"type": "hello", "clients": 1})
    ws.send_str.assert_awaited_once_with("save done")
    assert request_with_app.app["clients"] == set()


@pytest.mark.asyncio
@patch("aiohttp.ClientSession.ws_connect", new_callable=AsyncMock)
async def test_snapshot(ws_connect):
    mock_ws = AsyncMock()
    mock_ws.receive_json.return_value = {"items": [1, 2]}
    ws_connect.return_value = mock_ws

    assert await fetch_snapshot("ws://example.com") == {"items": [1, 2]}

    ws_connect.assert_called_once_with("ws://example.com")
    mock_ws.send_json.assert_called_once_with({"op": "snapshot"})
    mock_ws.close.assert_called_once()


@pytest.mark.asyncio
async def test_login():
    with patch("aiohttp.ClientSession.ws_connect", new_callable=AsyncMock) as ws_connect:
        mock_ws = AsyncMock()
        mock_ws.receive_str = AsyncMock(side_effect=["welcome"])
        ws_connect.return_value = mock_ws

        assert await login("t0k3n")

        assert ws_connect.call_args.kwargs["headers"] == {"Authorization": "Bearer t0k3n"}
        mock_ws.send_str.assert_called_once_with("t0k3n")
