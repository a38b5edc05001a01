from unittest.mock import AsyncMock, call

from app import Feed
import pytest

pytestmark = pytest.mark.asyncio


async def test_arguments_of_the_last_call():
    websocket = AsyncMock()
    feed = Feed()
    feed.subscribers.append(websocket)
    await feed.publish("cpu", 1, 2)
    args, kwargs = websocket.send_json.call_args
    assert args[0] == {"topic": "cpu", "value": 2}
    last = websocket.send_json.call_args
    assert last[0][0]["value"] == 2
    payload = websocket.send_json.call_args_list[0].args[0]
    assert payload["value"] == 1
    assert websocket.send_json.called
    assert websocket.send_json.await_count == 2


async def test_every_call():
    websocket = AsyncMock()
    feed = Feed()
    feed.subscribers.append(websocket)
    await feed.publish("cpu", 1, 2)
    assert websocket.send_json.call_args_list == [call({"topic": "cpu", "value": 1}), call({"topic": "cpu", "value": 2})]
    calls = websocket.send_json.call_args_list
    assert len(calls) == 2
    assert calls[0][0][0]["value"] < calls[1][0][0]["value"]
    for each in websocket.send_json.call_args_list:
        assert each.args[0]["topic"] == "cpu"
    assert any(c[0][0]["value"] == 2 for c in websocket.send_json.call_args_list)
    websocket.send_json.assert_has_calls([call({"topic": "cpu", "value": 1}), call({"topic": "cpu", "value": 2})])
    assert len(websocket.send_json.mock_calls) == 2


async def test_bytes():
    websocket = AsyncMock()
    feed = Feed()
    feed.subscribers.append(websocket)
    await feed.blob(b"\x00\x01")
    websocket.send_bytes.assert_awaited_once_with(b"\x00\x01")


async def test_texts():
    websocket = AsyncMock()
    feed = Feed()
    feed.subscribers.append(websocket)
    await feed.notes("a", "b")
    texts = [c.args[0] for c in websocket.send_text.await_args_list]
    assert texts == ["a", "b"]
    websocket.send_text.assert_any_call("a")
    assert not websocket.close.called


async def test_nobody_is_told():
    websocket = AsyncMock()
    feed = Feed()
    await feed.publish("cpu", 1)
    assert not websocket.send_json.called
    assert websocket.send_json.call_count == 0
    assert feed.subscribers == []
