import pytest

from app import Hub, expel, listen


@pytest.fixture
def hub():
    return Hub()


@pytest.mark.asyncio
async def test_a_lost_one_is_forgotten(hub, open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await hub.connect("ada", ws)
    await ws_client.drop()
    assert await hub.send("ada", {"n": 1}) is False
    assert hub.sockets == {}


@pytest.mark.asyncio
async def test_told_apart(hub, open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await hub.connect("ada", ws)
    # demock: finish – a send to a lost client raises WebSocketDisconnect, not Exception: check that the code under test treats it alike
    # was: ws.send_json.side_effect = Exception("connection lost")
    await ws_client.drop()
    assert await hub.strict("ada", {"n": 1}) == "failed"


@pytest.mark.asyncio
async def test_left(hub, open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await hub.connect("ada", ws)
    await hub.leave("ada")
    await ws_client.expect_close(1001, "")


@pytest.mark.asyncio
async def test_expelled(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    await expel(ws)
    await ws_client.expect_close(4001, "")


@pytest.mark.asyncio
async def test_listens_to_the_end(open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    heard = []
    await ws_client.play(listen(ws, heard), ["hello", "there"])
    assert heard == ["hello", "there", "over"]
