from unittest.mock import AsyncMock, patch

import pytest

import app


@pytest.mark.asyncio
@patch("app.websocket", new_callable=AsyncMock)
async def test_announces(websocket):
    """One event."""
    await app.announce("start")
    websocket.send_json.assert_awaited_once_with({"event": "start"})


@pytest.mark.asyncio
@patch("app.seen", new_callable=list)
@patch("app.websocket", new_callable=AsyncMock)
async def test_announces_in_order(mock_websocket, seen):
    assert await app.announce_all(["a", "b"]) == 2
    assert [call.args[0] for call in mock_websocket.send_json.call_args_list] == [{"event": "a"}, {"event": "b"}]
    assert seen == ["a", "b"]


@pytest.mark.asyncio
async def test_leaves():
    with patch("app.websocket", new_callable=AsyncMock) as ws:
        await app.leave("done")
        ws.close.assert_awaited_once_with(code=1001, reason="done")
    ws.send_json.assert_awaited_once_with({"bye": "done"})


@pytest.mark.asyncio
async def test_keeps_silent():
    with patch("app.websocket", new_callable=AsyncMock) as ws:
        assert await app.announce_all([]) == 0
        ws.send_json.assert_not_called()


@pytest.mark.asyncio
async def test_lost_client():
    with patch("app.websocket", new_callable=AsyncMock) as ws:
        ws.send_json.side_effect = app.WebSocketDisconnect()
        assert await app.try_to_announce("late") is False


@pytest.mark.asyncio
async def test_code_that_runs_behind_the_patch():
    with patch("app.websocket", new_callable=AsyncMock) as ws:
        await app.announce("start")
        ws.send_json.assert_awaited_once_with({"event": "start"})
    with pytest.raises(AttributeError):
        await app.announce("late")


@pytest.mark.asyncio
async def test_with_another_patch():
    with patch("app.seen", []) as seen, patch("app.websocket", new_callable=AsyncMock) as ws:
        await app.announce("start")
        ws.send_json.assert_awaited_once_with({"event": "start"})
    assert seen == ["start"]


@pytest.mark.asyncio
@patch("app.announce", new_callable=AsyncMock)
async def test_patches_a_function(announce):
    assert await app.announce_all(["a"]) == 1
    announce.assert_awaited_once_with("a")
