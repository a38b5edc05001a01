from unittest.mock import AsyncMock, MagicMock

import pytest
from fastapi.websockets import WebSocket, WebSocketState

from app import Session


@pytest.fixture
def mock_ws():
    mock_ws = MagicMock(spec=WebSocket)
    mock_ws.client_state = WebSocketState.CONNECTED
    mock_ws.query_params = {"user": "ada"}
    mock_ws.headers = {"accept-language": "nn"}
    mock_ws.send_json = AsyncMock()
    yield mock_ws


@pytest.fixture()
def session(mock_ws):
    return Session(mock_ws)


@pytest.mark.asyncio
async def test_greet(session, mock_ws):
    await session.greet()
    mock_ws.send_json.assert_called_once_with({"hello": "ada", "language": "nn"})


def test_user(session):
    assert session.user == "ada"
