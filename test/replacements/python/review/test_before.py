from unittest.mock import AsyncMock

import pytest
from fastapi import WebSocket

from app import serve, shut, tell


@pytest.mark.asyncio
async def test_texts_and_json_in_one_stream():
    ws = AsyncMock()
    ws.client.host = "127.0.0.1"
    ws.receive_json.side_effect = [{"n": 1}]
    hub = []
    await serve(ws, hub)
    assert hub == []
    ws.send_json.assert_any_call({"echo": {"n": 1}, "peer": "127.0.0.1"})


@pytest.mark.asyncio
async def test_any_error_removes():
    websocket = AsyncMock()
    websocket.send_text.side_effect = Exception("boom")
    hub = [websocket]
    await tell(hub, {"n": 1})
    assert hub == []


@pytest.mark.asyncio
async def test_shut():
    ws = AsyncMock(spec=WebSocket)
    await shut([ws])
    ws.close.assert_called_once_with(code=1001)
