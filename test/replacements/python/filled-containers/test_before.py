from unittest.mock import AsyncMock, MagicMock

import pytest

from app import Hub


@pytest.mark.asyncio
async def test_appended():
    hub = Hub()
    websockets = []
    for index in range(3):
        ws = MagicMock()
        ws.accept = AsyncMock()
        ws.send_json = AsyncMock()
        websockets.append(ws)
        await hub.connect(str(index), ws)
    for ws in websockets:
        ws.accept.assert_awaited_once()
    for index, ws in enumerate(websockets):
        ws.send_json.assert_called_once_with({"type": "welcome", "name": str(index)})


@pytest.mark.asyncio
async def test_by_name():
    hub = Hub()
    websockets = {}
    for name in ("ada", "bob"):
        websockets[name] = AsyncMock()
        await hub.connect(name, websockets[name])
    await hub.send("bob", {"n": 1})
    assert websockets["ada"].send_json.call_count == 1
    assert websockets["bob"].send_json.call_count == 2


@pytest.mark.asyncio
async def test_one_after_the_other():
    hub = Hub()
    for name in ("ada", "bob"):
        ws = AsyncMock()
        await hub.connect(name, ws)
        ws.send_json.assert_called_once_with({"type": "welcome", "name": name})
    assert len(hub.sockets) == 2
