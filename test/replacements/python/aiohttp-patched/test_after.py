from unittest.mock import AsyncMock, MagicMock, patch

import pytest

from app import fetch_snapshot, login, websocket_handler


@pytest.fixture
def request_with_app():
    request = MagicMock()
    request.app = {"clients": set()}
    return request


@pytest.mark.asyncio
async def test_handler_says_hello(request_with_app, open_aiohttp_pair):
    ws, ws_client = await open_aiohttp_pair()
    ws_client.script(['{"type": "save"}'])

    with patch("app.web.WebSocketResponse", return_value=ws):
        assert await websocket_handler(request_with_app) is ws

    await ws_client.expect_prepared(request_with_app, once=True)
    assert await ws_client.received_json(by="send_json") == [{"type": "hello", "clients": 1}]
    assert await ws_client.received_text(by="send_str") == ["save done"]
    assert request_with_app.app["clients"] == set()


@pytest.mark.asyncio
@patch("aiohttp.ClientSession.ws_connect", new_callable=AsyncMock)
async def test_snapshot(ws_connect, open_aiohttp_client_pair):
    mock_ws, ws_server = await open_aiohttp_client_pair()
    ws_server.script([{"items": [1, 2]}], repeat=True)
    ws_connect.return_value = mock_ws

    assert await fetch_snapshot("ws://example.com") == {"items": [1, 2]}

    ws_connect.assert_called_once_with("ws://example.com")
    assert await ws_server.received_json() == [{"op": "snapshot"}]
    await ws_server.expect_close(once=True)


@pytest.mark.asyncio
async def test_login(open_aiohttp_client_pair):
    with patch("aiohttp.ClientSession.ws_connect", new_callable=AsyncMock) as ws_connect:
        mock_ws, ws_server = await open_aiohttp_client_pair()
        ws_server.script(["welcome"])
        ws_connect.return_value = mock_ws

        assert await login("t0k3n")

        assert ws_connect.call_args.kwargs["headers"] == {"Authorization": "Bearer t0k3n"}
        assert await ws_server.received_text() == ["t0k3n"]
