from unittest.mock import AsyncMock, patch

import pytest

import app


@pytest.mark.asyncio
async def test_announces(open_websocket_pair, monkeypatch):
    """One event."""
    websocket, websocket_client = await open_websocket_pair()
    monkeypatch.setattr("app.websocket", websocket)
    await app.announce("start")
    assert await websocket_client.received_json() == [{"event": "start"}]


@pytest.mark.asyncio
@patch("app.seen", new_callable=list)
async def test_announces_in_order(seen, open_websocket_pair, monkeypatch):
    mock_websocket, websocket_client = await open_websocket_pair()
    monkeypatch.setattr("app.websocket", mock_websocket)
    assert await app.announce_all(["a", "b"]) == 2
    assert await websocket_client.received_json() == [{"event": "a"}, {"event": "b"}]
    assert seen == ["a", "b"]


@pytest.mark.asyncio
async def test_leaves(open_websocket_pair, monkeypatch):
    ws, ws_client = await open_websocket_pair()
    monkeypatch.setattr("app.websocket", ws)
    await app.leave("done")
    await ws_client.expect_close(1001, "done")
    assert await ws_client.received_json() == [{"bye": "done"}]


@pytest.mark.asyncio
async def test_keeps_silent(open_websocket_pair, monkeypatch):
    ws, ws_client = await open_websocket_pair()
    monkeypatch.setattr("app.websocket", ws)
    assert await app.announce_all([]) == 0
    await ws_client.expect_silence()


@pytest.mark.asyncio
async def test_lost_client(open_websocket_pair, monkeypatch):
    ws, ws_client = await open_websocket_pair()
    monkeypatch.setattr("app.websocket", ws)
    await ws_client.drop()
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
