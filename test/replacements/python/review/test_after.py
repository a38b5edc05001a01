import pytest

from app import serve, shut, tell


@pytest.mark.asyncio
async def test_texts_and_json_in_one_stream(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    # demock: finish – the real client has the address 127.0.0.1 and a free port
    # was: ws.client.host = "127.0.0.1"
    hub = []
    # demock: finish – the double raised StopAsyncIteration behind the last message; here the client hangs up
    # was: await serve(ws, hub)
    await ws_client.play(serve(ws, hub), [{"n": 1}])
    assert hub == []
    assert {"echo": {"n": 1}, "peer": "127.0.0.1"} in await ws_client.received_json()


@pytest.mark.asyncio
async def test_any_error_removes(open_websocket_pair):
    websocket, websocket_client = await open_websocket_pair()
    await websocket_client.drop()
    hub = [websocket]
    await tell(hub, {"n": 1})
    assert hub == []


@pytest.mark.asyncio
async def test_shut(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await shut([ws])
    # demock: finish – a close() before accept() reaches a client as HTTP 403, without code and reason: if so here, use expect_rejected(), or open the pair with accepted=True when other code accepts the socket
    # was: ws.close.assert_called_once_with(code=1001)
    await ws_client.expect_close(1001, "")
