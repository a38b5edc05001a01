import pytest

from app import guarded


@pytest.mark.asyncio
async def test_wrong_token(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(headers={"authorization": "Bearer wrong"})
    await guarded(ws, "sesame")
    # demock: finish – close() before accept() answers the handshake with HTTP 403: its code and reason never reach a client
    # was: ws.close.assert_called_once_with(code=4001, reason="unauthorized")
    await ws_client.expect_rejected()
    await ws_client.expect_not_accepted()
    await ws_client.expect_silence()


@pytest.mark.asyncio
async def test_welcome(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(headers={"authorization": "Bearer sesame"}, path_params={"room": "blue"})
    # demock: finish – the double gave the same message to every call; here it is sent once
    # was: await guarded(ws, "sesame")
    await ws_client.play(guarded(ws, "sesame"), ["hi"], hang_up=False)
    await ws_client.expect_accepted()
    assert await ws_client.received_json() == [{"hello": "blue", "said": "hi"}]
