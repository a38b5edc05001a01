from unittest.mock import AsyncMock

import pytest
from fastapi import WebSocket

from app import guarded


@pytest.mark.asyncio
async def test_wrong_token():
    ws = AsyncMock(spec=WebSocket)
    ws.headers = {"authorization": "Bearer wrong"}
    await guarded(ws, "sesame")
    ws.close.assert_called_once_with(code=4001, reason="unauthorized")
    ws.accept.assert_not_called()
    ws.send_json.assert_not_called()


@pytest.mark.asyncio
async def test_welcome():
    ws = AsyncMock(spec=WebSocket)
    ws.headers = {"authorization": "Bearer sesame"}
    ws.path_params = {"room": "blue"}
    ws.receive_text.return_value = "hi"
    await guarded(ws, "sesame")
    ws.accept.assert_awaited_once()
    ws.send_json.assert_awaited_once_with({"hello": "blue", "said": "hi"})
