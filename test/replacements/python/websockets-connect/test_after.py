import json
from unittest.mock import patch

import pytest

from app import Feed


@pytest.mark.asyncio
async def test_run(open_websockets_server):
    ws_server = await open_websockets_server([
        json.dumps({"symbol": "BTC", "price": 1}),
        json.dumps({"symbol": "ETH", "price": 2}),
    ], hang_up=True)
    feed = Feed(f"{ws_server.url}/v1")
    await feed.run("BTC", "ETH")
    assert feed.prices == {"BTC": 1, "ETH": 2}
    assert json.loads((await ws_server.received_messages())[0]) == {"op": "subscribe", "symbol": "BTC"}
    assert len(await ws_server.received_messages()) == 4
    await ws_server.expect_connected(1, path="/v1")


@pytest.mark.asyncio
async def test_ping(open_websockets_server):
    ws_server = await open_websockets_server(["pong"], hang_up=True)
    feed = Feed(ws_server.url)
    # demock: finish – the double raised StopAsyncIteration behind the last message; here the client hangs up
    # was: mock_ws.recv.side_effect = ["pong"]
    assert await feed.ping() == "pong"
    assert await ws_server.received_messages() == ["ping"]
    # demock: finish – where the far end has hung up by then, a close() is not visible to it
    # was: mock_ws.close.assert_awaited_once()
    await ws_server.expect_close()


@pytest.mark.asyncio
async def test_watch(open_websockets_server):
    found = []
    websocket_server = await open_websockets_server(["a", "b"], hang_up=True)
    await Feed(url=f"{websocket_server.url}/watch").watch(found)

    # everything that came
    assert found == ["a", "b"]
    await websocket_server.expect_connected(1)


@pytest.mark.asyncio
@patch("app.json.dumps", return_value="{}")
async def test_other_patches_stay(mock_dumps, open_websockets_server):
    ws_server = await open_websockets_server(hang_up=True, code=1011)
    await Feed(f"{ws_server.url}/x").run("BTC")
    assert await ws_server.received_messages() == ["{}"]
    assert mock_dumps.call_count == 1


class TestPing:
    def setup_method(self):
        self.url = "ws://localhost:1234/ping"

    @pytest.mark.asyncio
    async def test_ping(self, open_websockets_server):
        # demock: finish – check that self.url is read only after this line
        # was: ws.recv.side_effect = ["pong", websockets.ConnectionClosedOK(None, None)]
        ws_server = await open_websockets_server(["pong"], hang_up=True)
        self.url = f"{ws_server.url}/ping"
        assert await Feed(self.url).ping() == "pong"
        assert await ws_server.received_messages() == ["ping"]
