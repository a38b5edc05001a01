import json
from unittest.mock import ANY, AsyncMock, MagicMock

import pytest

from app import Notifier


@pytest.fixture
def mock_websocket():
    ws = MagicMock()
    ws.accept = AsyncMock()
    ws.send_text = AsyncMock(return_value=None)
    ws.close = AsyncMock()
    return ws


@pytest.fixture
def notifier(mock_websocket):
    return Notifier(mock_websocket, "run-1")


@pytest.mark.asyncio
async def test_started(notifier, mock_websocket):
    await notifier.started("triage")

    mock_websocket.send_text.assert_called_once()
    sent = json.loads(mock_websocket.send_text.call_args[0][0])
    assert sent == {"type": "agent_started", "run": ANY, "payload": {"agent": "triage"}}


@pytest.mark.asyncio
async def test_order(mock_websocket, notifier):
    await notifier.started("triage")
    await notifier.completed(3)

    kinds = [json.loads(call.args[0])["type"] for call in mock_websocket.send_text.call_args_list]
    assert kinds == ["agent_started", "agent_completed"]
    mock_websocket.send_text.assert_called_with('{"type": "agent_completed", "run": "run-1", "payload": {"result": 3}}')


@pytest.mark.asyncio
async def test_nothing_before_the_start(notifier, mock_websocket):
    mock_websocket.send_text.assert_not_called()
    assert notifier.websocket is mock_websocket
