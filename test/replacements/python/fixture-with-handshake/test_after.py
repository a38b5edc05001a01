import pytest
import pytest_asyncio

from app import Session


@pytest_asyncio.fixture
async def mock_ws(open_websocket_pair):
    mock_ws_pair = await open_websocket_pair(accepted=True, query={"user": "ada"}, headers={"accept-language": "nn"})
    yield mock_ws_pair


@pytest.fixture()
def session(mock_ws):
    return Session(mock_ws.server)


@pytest.mark.asyncio
async def test_greet(session, mock_ws):
    await session.greet()
    assert await mock_ws.client.received_json() == [{"hello": "ada", "language": "nn"}]


def test_user(session):
    assert session.user == "ada"
