from unittest.mock import ANY

import pytest

from app import Ticker


@pytest.mark.asyncio
async def test_announce(open_socketio_server):
    mock_sio, sio_client = await open_socketio_server()
    await Ticker(mock_sio).announce("ACME", 10)
    await sio_client.received.expect_only(
        "trade",  # the name of the event
        {"symbol": "ACME", "price": 10},
        room="prices:ACME",
    )


@pytest.mark.asyncio
async def test_alarm_reaches_everybody(open_socketio_server):
    mock_sio, sio_client = await open_socketio_server()
    ticker = Ticker(mock_sio)
    await ticker.alarm("halt")
    await sio_client.received.expect_last("alarm", {"text": ANY})
    assert len(await sio_client.received()) == 1


@pytest.mark.asyncio
async def test_watch(open_socketio_server):
    mock_sio, sio_client = await open_socketio_server()
    ticker = Ticker(mock_sio)
    await ticker.watch("sid-1", "ACME")
    await sio_client.entered.expect_only("sid-1", "prices:ACME")
    await sio_client.received.expect_any("watching", {"symbol": "ACME"}, to="sid-1")
    await sio_client.left.expect_none()
    await sio_client.clear()
    await ticker.unwatch("sid-1")
    await sio_client.left.expect_only("sid-1", "prices:ACME")
    assert await sio_client.received()
    await sio_client.entered.expect_none()


@pytest.mark.asyncio
async def test_unwatch_of_a_stranger(open_socketio_server):
    mock_sio, sio_client = await open_socketio_server()
    await Ticker(mock_sio).unwatch("sid-2")
    await sio_client.received.expect_none()
    await sio_client.left.expect_none()


@pytest.mark.asyncio
async def test_replay(open_socketio_server):
    sio, sio_client = await open_socketio_server()
    await Ticker(sio).replay("sid-3", [1, 2])
    await sio_client.received.expect_sequence([sio_client.received.of("old", 1, to="sid-3"), sio_client.received.of("old", 2, to="sid-3"), sio_client.received.of("end", to="sid-3")])
    assert all([each in await sio_client.received() for each in [sio_client.received.of("end", to="sid-3"), sio_client.received.of("old", 2, to="sid-3")]])
    assert len(await sio_client.received()) == 3
