import pytest
import pytest_asyncio

from app import Activity


@pytest_asyncio.fixture
async def mock_sio(open_socketio_server):
    """A server."""
    sio_pair = await open_socketio_server()
    return sio_pair


@pytest.fixture
def activity(mock_sio):
    return Activity(mock_sio.server, "/board")


class TestActivity:
    @pytest.mark.asyncio
    async def test_log(self, activity, mock_sio):
        await activity.log("created", name="box")

        assert len(await mock_sio.client.received()) == 1
        call_args = (await mock_sio.client.received())[-1]

        assert call_args.event == "activity"
        data = call_args.data
        assert data["kind"] == "created"
        assert data["details"]["name"] == "box"
        assert call_args.namespace == "/board"

    @pytest.mark.asyncio
    async def test_batch(self, activity, mock_sio):
        await activity.batch(["created", "moved", "removed"])

        kinds = [c.data["kind"] for c in await mock_sio.client.received() if c.event == "activity"]
        assert kinds == ["created", "moved", "removed"]
        flushed = [c for c in await mock_sio.client.received() if c.event == "flushed"]
        assert len(flushed) == 1
        assert flushed[0].data == {"count": 3}
        assert flushed[0].room == "admins"
        assert any(c.event == "flushed" for c in await mock_sio.client.received())

    @pytest.mark.asyncio
    async def test_nothing(self, activity, mock_sio):
        await activity.batch([])
        assert (await mock_sio.client.received() or None) is not None
        assert (await mock_sio.client.received())[-1].room == "admins"
        assert len(await mock_sio.client.received()) == 1
