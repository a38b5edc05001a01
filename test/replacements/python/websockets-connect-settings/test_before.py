from unittest.mock import AsyncMock, MagicMock, call, patch

import pytest

from app import publish, report


@pytest.mark.asyncio
@patch("app.websockets.connect")
async def test_publish(mock_connect):
    ws = AsyncMock()
    mock_connect.return_value.__aenter__.return_value = ws
    await publish("a", "b")
    assert ws.send.call_args_list == [call("a"), call("b")]
    mock_connect.assert_called_once_with("wss://example.com/events")


@pytest.fixture
def report_url(monkeypatch):
    monkeypatch.setenv("REPORT_URL", "wss://example.com/report")


@pytest.mark.asyncio
async def test_report(report_url):
    ws = AsyncMock()
    ws.recv.side_effect = ["done"]
    with patch("app.websockets.connect") as connect:
        connect.return_value.__aenter__.return_value = ws
        assert await report("x") == "done"
    ws.send.assert_called_once_with("x")


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
async def test_given_as_a_double():
    ws = AsyncMock()
    connect = MagicMock()
    connect.return_value.__aenter__.return_value = ws
    with patch("app.websockets.connect", connect):
        await publish("a")
    ws.send.assert_called_once_with("a")


@pytest.mark.asyncio
async def test_given_by_its_result():
    ws = AsyncMock()
    ws.__aenter__.return_value = ws
    with patch("app.websockets.connect", return_value=ws):
        await publish("a")
    ws.send.assert_called_once_with("a")


@pytest.mark.asyncio
async def test_no_server():
    with patch("app.websockets.connect", side_effect=OSError("no server")):
        with pytest.raises(OSError, match="no server"):
            await publish("a")
