import pytest
import pytest_asyncio

from app import Agent


@pytest_asyncio.fixture
async def sio(open_socketio_server):
    async with open_socketio_server(server="sockets.sio") as mock_sio_pair:
        yield mock_sio_pair


@pytest.fixture
def agent(sio):
    return Agent("ada")


@pytest.mark.asyncio
async def test_answer(agent, sio):
    await agent.answer(["a", "b"])
    await sio.client.received.expect_sequence([sio.client.received.of("part", "a", room="user:ada"), sio.client.received.of("part", "b", room="user:ada"), sio.client.received.of("end", room="user:ada")])
    assert len(await sio.client.received()) == 3


@pytest.mark.asyncio
async def test_fail(agent, sio):
    await agent.fail("sid-1", "tired")
    await sio.client.received.expect_only("failed", {"reason": "tired"}, to="sid-1")
    await sio.client.disconnected.expect_only("sid-1")


@pytest.mark.asyncio
async def test_nothing(sio):
    Agent("bob")
    await sio.client.received.expect_none()
