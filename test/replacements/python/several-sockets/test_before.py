from unittest.mock import AsyncMock

import pytest
from starlette.websockets import WebSocket

from app import Hub


@pytest.mark.asyncio
async def test_of_a_comprehension():
    websockets = [AsyncMock(spec=WebSocket) for _ in range(3)]
    hub = Hub()
    for index, ws in enumerate(websockets):
        await hub.connect(str(index), ws)
        ws.send_json.reset_mock()
    await hub.broadcast({"n": 1}, {"n": 2})
    for ws in websockets:
        assert [call.args[0] for call in ws.send_json.call_args_list] == [{"n": 1}, {"n": 2}]
    assert websockets[0].send_json.call_count == 2


@pytest.mark.asyncio
async def test_of_a_list():
    hub = Hub()
    websockets = [AsyncMock(spec=WebSocket), AsyncMock(spec=WebSocket)]
    hub.sockets = dict(zip(["ada", "bob"], websockets))
    await hub.send("bob", {"n": 1})
    websockets[0].send_json.assert_not_called()
    websockets[1].send_json.assert_called_once_with({"n": 1})
    assert not all(ws.send_json.called for ws in websockets)
    assert hub.sockets["ada"] is websockets[0]


@pytest.mark.asyncio
async def test_of_a_dict():
    hub = Hub()
    websockets = {"ada": AsyncMock(), "bob": AsyncMock()}
    hub.sockets = websockets
    await hub.broadcast({"n": 1})
    for name, ws in websockets.items():
        ws.send_json.assert_called_once_with({"n": 1})
    await hub.send("bob", {"n": 2})
    assert websockets["bob"].send_json.call_args[0][0]["n"] == 2
    assert [ws.send_json.call_count for ws in websockets.values()] == [1, 2]


@pytest.mark.asyncio
async def test_of_two_at_once():
    ada, bob = AsyncMock(), AsyncMock()
    hub = Hub()
    await hub.connect("ada", ada)
    await hub.connect("bob", bob)
    ada.send_json.assert_called_once_with({"type": "welcome", "name": "ada"})
    bob.send_json.assert_called_once_with({"type": "welcome", "name": "bob"})


@pytest.mark.asyncio
async def test_of_a_dict_comprehension():
    hub = Hub()
    websockets = {name: AsyncMock(spec=WebSocket) for name in ("ada", "bob")}
    hub.sockets = websockets
    await hub.send("bob", {"n": 1})
    websockets["ada"].send_json.assert_not_called()
    websockets["bob"].send_json.assert_called_once_with({"n": 1})
