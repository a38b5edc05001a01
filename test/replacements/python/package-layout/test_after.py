import pytest
from app import greet
from ..real_websocket import as_json


@pytest.fixture
def websocket_pair():
    return "a fixture of this name exists already"


@pytest.mark.asyncio
async def test_greet(real_websocket_pair, websocket_pair):
    user = "ada"
    await greet(real_websocket_pair.server, user)
    assert await real_websocket_pair.client.received_json() == [as_json({"hello": user})]
    assert websocket_pair.startswith("a fixture")


@pytest.mark.asyncio
async def test_inline(open_real_websocket_pair):
    seen = []
    await greet((await open_real_websocket_pair()).server, seen)
    assert seen == []
