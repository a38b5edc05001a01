from app import Feed
import pytest

pytestmark = pytest.mark.asyncio


async def test_arguments_of_the_last_call(open_websocket_pair):
    websocket, websocket_client = await open_websocket_pair()
    feed = Feed()
    feed.subscribers.append(websocket)
    await feed.publish("cpu", 1, 2)
    args = (await websocket_client.received_json())[-1:]
    assert args[0] == {"topic": "cpu", "value": 2}
    last = (await websocket_client.received_json())[-1]
    assert last["value"] == 2
    payload = (await websocket_client.received_json())[0]
    assert payload["value"] == 1
    assert await websocket_client.received_json()
    assert len(await websocket_client.received_json()) == 2


async def test_every_call(open_websocket_pair):
    websocket, websocket_client = await open_websocket_pair()
    feed = Feed()
    feed.subscribers.append(websocket)
    await feed.publish("cpu", 1, 2)
    assert await websocket_client.received_json() == [{"topic": "cpu", "value": 1}, {"topic": "cpu", "value": 2}]
    calls = await websocket_client.received_json()
    assert len(calls) == 2
    assert calls[0]["value"] < calls[1]["value"]
    for each in await websocket_client.received_json():
        assert each["topic"] == "cpu"
    assert any(c["value"] == 2 for c in await websocket_client.received_json())
    await websocket_client.expect_sequence([{"topic": "cpu", "value": 1}, {"topic": "cpu", "value": 2}])
    assert len(await websocket_client.received_json()) == 2


async def test_bytes(open_websocket_pair):
    websocket, websocket_client = await open_websocket_pair()
    feed = Feed()
    feed.subscribers.append(websocket)
    await feed.blob(b"\x00\x01")
    assert await websocket_client.received_bytes() == [b"\x00\x01"]


async def test_texts(open_websocket_pair):
    websocket, websocket_client = await open_websocket_pair()
    feed = Feed()
    feed.subscribers.append(websocket)
    await feed.notes("a", "b")
    texts = await websocket_client.received_text()
    assert texts == ["a", "b"]
    assert "a" in await websocket_client.received_text()
    await websocket_client.expect_not_closed()


async def test_nobody_is_told(open_websocket_pair):
    websocket, websocket_client = await open_websocket_pair()
    feed = Feed()
    await feed.publish("cpu", 1)
    await websocket_client.expect_silence()
    assert len(await websocket_client.received_json()) == 0
    assert feed.subscribers == []
