from unittest.mock import AsyncMock, patch

import pytest

import app


@pytest.mark.asyncio
async def test_notify():
    with patch("app.sio") as mock_sio:
        mock_sio.emit = AsyncMock()
        await app.notify("ada", "hi")
    mock_sio.emit.assert_called_once_with("notice", {"text": "hi"}, room="user:ada")


@pytest.mark.asyncio
@patch.object(app, "sio", new_callable=AsyncMock)
async def test_notify_decorated(sio):
    await app.notify("bob", "hi")
    call_args = sio.emit.call_args
    assert call_args[0][0] == "notice"
    assert call_args[1]["room"] == "user:bob"
