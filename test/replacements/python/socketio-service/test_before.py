from unittest.mock import ANY, AsyncMock, call

import pytest

from app import Ticker


@pytest.mark.asyncio
async def test_announce():
    mock_sio = AsyncMock()
    await Ticker(mock_sio).announce("ACME", 10)
    mock_sio.emit.assert_called_once_with(
        "trade",  # the name of the event
        {"symbol": "ACME", "price": 10},
        room="prices:ACME",
    )


@pytest.mark.asyncio
async def test_alarm_reaches_everybody():
    mock_sio = AsyncMock()
    ticker = Ticker(mock_sio)
    await ticker.alarm("halt")
    mock_sio.emit.assert_awaited_with("alarm", {"text": ANY})
    assert mock_sio.emit.await_count == 1


@pytest.mark.asyncio
async def test_watch():
    mock_sio = AsyncMock()
    mock_sio.emit = AsyncMock()
    mock_sio.enter_room = AsyncMock(return_value=None)
    ticker = Ticker(mock_sio)
    await ticker.watch("sid-1", "ACME")
    mock_sio.enter_room.assert_awaited_once_with("sid-1", "prices:ACME")
    mock_sio.emit.assert_any_call("watching", {"symbol": "ACME"}, to="sid-1")
    mock_sio.leave_room.assert_not_called()
    mock_sio.reset_mock()
    await ticker.unwatch("sid-1")
    mock_sio.leave_room.assert_called_once_with("sid-1", "prices:ACME")
    assert mock_sio.emit.called
    assert not mock_sio.enter_room.called


@pytest.mark.asyncio
async def test_unwatch_of_a_stranger():
    mock_sio = AsyncMock()
    await Ticker(mock_sio).unwatch("sid-2")
    mock_sio.emit.assert_not_called()
    mock_sio.leave_room.assert_not_awaited()


@pytest.mark.asyncio
async def test_replay():
    sio = AsyncMock()
    await Ticker(sio).replay("sid-3", [1, 2])
    sio.emit.assert_has_calls([call("old", 1, to="sid-3"), call("old", 2, to="sid-3"), call("end", to="sid-3")])
    sio.emit.assert_has_calls([call("end", to="sid-3"), call("old", 2, to="sid-3")], any_order=True)
    assert sio.emit.call_count == 3
