from unittest.mock import AsyncMock, MagicMock

import pytest
import socketio

from app import Activity


@pytest.fixture
def mock_sio():
    """A server."""
    sio = MagicMock(spec=socketio.AsyncServer)
    sio.emit = AsyncMock()
    sio.event = MagicMock()
    return sio


@pytest.fixture
def activity(mock_sio):
    return Activity(mock_sio, "/board")


class TestActivity:
    @pytest.mark.asyncio
    async def test_log(self, activity, mock_sio):
        await activity.log("created", name="box")

        mock_sio.emit.assert_called_once()
        call_args = mock_sio.emit.call_args

        assert call_args[0][0] == "activity"
        data = call_args[0][1]
        assert data["kind"] == "created"
        assert data["details"]["name"] == "box"
        assert call_args[1]["namespace"] == "/board"

    @pytest.mark.asyncio
    async def test_batch(self, activity, mock_sio):
        await activity.batch(["created", "moved", "removed"])

        kinds = [c.args[1]["kind"] for c in mock_sio.emit.call_args_list if c[0][0] == "activity"]
        assert kinds == ["created", "moved", "removed"]
        flushed = [c for c in mock_sio.emit.call_args_list if c[0][0] == "flushed"]
        assert len(flushed) == 1
        assert flushed[0][0][1] == {"count": 3}
        assert flushed[0].kwargs["room"] == "admins"
        assert any(c[0][0] == "flushed" for c in mock_sio.emit.call_args_list)

    @pytest.mark.asyncio
    async def test_nothing(self, activity, mock_sio):
        await activity.batch([])
        assert mock_sio.emit.call_args is not None
        assert mock_sio.emit.call_args.kwargs.get("room") == "admins"
        assert len(mock_sio.emit.call_args_list) == 1
