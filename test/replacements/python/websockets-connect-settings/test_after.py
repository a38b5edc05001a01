from unittest.mock import AsyncMock, patch

import pytest

from app import publish, report


@pytest.mark.asyncio
async def test_publish(open_websockets_server, monkeypatch):
    ws_server = await open_websockets_server()
    monkeypatch.setattr("app.WS_URL", f"{ws_server.url}/events")
    await publish("a", "b")
    assert await ws_server.received_messages() == ["a", "b"]
    await ws_server.expect_connected(1, path="/events")


@pytest.fixture
def report_url(monkeypatch):
    monkeypatch.setenv("REPORT_URL", "wss://example.com/report")


@pytest.mark.asyncio
async def test_report(report_url, open_websockets_server, monkeypatch):
    # demock: finish – the double raised StopAsyncIteration behind the last message; here the client hangs up
    # was: ws.recv.side_effect = ["done"]
    ws_server = await open_websockets_server(["done"], hang_up=True)
    monkeypatch.setenv("REPORT_URL", ws_server.url)
    assert await report("x") == "done"
    assert await ws_server.received_messages() == ["x"]


@pytest.mark.asyncio
async def test_the_connection_is_looked_at():
    ws = AsyncMock()
    seen = []
    ws.send.side_effect = seen.append
    with patch("app.websockets.connect") as connect:
        connect.return_value.__aenter__.return_value = ws
        await publish("a")
    assert seen == ["a"]


@pytest.mark.asyncio
async def test_given_as_a_double(open_websockets_server, monkeypatch):
    ws_server = await open_websockets_server()
    monkeypatch.setattr("app.WS_URL", f"{ws_server.url}/events")
    await publish("a")
    assert await ws_server.received_messages() == ["a"]


@pytest.mark.asyncio
async def test_given_by_its_result(open_websockets_server, monkeypatch):
    ws_server = await open_websockets_server()
    monkeypatch.setattr("app.WS_URL", f"{ws_server.url}/events")
    await publish("a")
    assert await ws_server.received_messages() == ["a"]


@pytest.mark.asyncio
async def test_no_server():
    with patch("app.websockets.connect", side_effect=OSError("no server")):
        with pytest.raises(OSError, match="no server"):
            await publish("a")
