from unittest.mock import ANY, AsyncMock, MagicMock, Mock, call, create_autospec

import pytest
from fastapi import WebSocket

from app import Hub


@pytest.mark.asyncio
async def test_magic_mock_with_a_spec():
    ws = MagicMock(spec=WebSocket)
    hub = Hub()
    await hub.connect("ada", ws)
    ws.accept.assert_awaited_once_with()
    ws.send_json.assert_awaited_once_with({"type": ANY, "name": "ada"})


@pytest.mark.asyncio
async def test_autospec():
    ws = create_autospec(WebSocket, instance=True)
    hub = Hub()
    hub.sockets["ada"] = ws
    await hub.send("ada", {"n": 1, "at": None})
    assert ws.send_json.call_args == call({"n": 1, "at": ANY})
    assert ws.send_json.call_args[0][0]["n"] == 1
    assert ws.send_json.await_count == 1


@pytest.mark.asyncio
async def test_mock_with_members():
    ws = Mock()
    ws.accept = AsyncMock()
    ws.send_json = AsyncMock()
    hub = Hub()
    await hub.connect("ada", ws)
    await hub.broadcast({"n": 1}, {"n": 2})
    ws.send_json.assert_any_call({"n": 2})
    ws.send_json.assert_has_calls([call({"n": 1}), call({"n": 2})])
    ws.send_json.assert_has_calls([call({"n": 2}), call({"n": 1})], any_order=True)
    assert ws.send_json.mock_calls[-1].args[0] == {"n": 2}
    assert ws.send_json.mock_calls[1] == call({"n": 1})
    assert ws.send_json.await_args_list[0] == call({"type": "welcome", "name": "ada"})


@pytest.mark.asyncio
async def test_members_of_the_constructor():
    ws = AsyncMock(spec=["accept", "send_json"], send_json=AsyncMock(return_value=None))
    hub = Hub()
    hub.sockets["ada"] = ws
    await hub.send("ada", {"n": 1})
    assert ws.send_json.mock_calls == [call({"n": 1})]
    assert ws.send_json.called
