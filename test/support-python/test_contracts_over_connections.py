"""expect_events() of every support file: it waits for the final event, takes what it read, and names what a stream did not keep."""
import asyncio
import threading

import pytest
import real_aiohttp_websocket
import real_socketio
import real_sync_websocket
import real_websockets
from test_contracts import DONE, END, GOOD, REPORT, START, THINK, TOOL, events

LATE = "after the final final_report: agent_thinking"


@pytest.mark.asyncio
@pytest.mark.parametrize("client", [False, True])
async def test_aiohttp(open_aiohttp_pair, open_aiohttp_client_pair, client):
    near, far = await (open_aiohttp_client_pair if client else open_aiohttp_pair)()
    await keeps_and_breaks(real_aiohttp_websocket, far, near.send_json)


@pytest.mark.asyncio
@pytest.mark.parametrize("client", [False, True])
async def test_websockets(open_websockets_pair, client):
    near, far = await open_websockets_pair(client=client)
    await keeps_and_breaks(real_websockets, far, lambda event: near.send(real_websockets.json.dumps(event)))


@pytest.mark.asyncio
async def test_socketio(open_socketio_server):
    sio, sio_client = await open_socketio_server()
    await keeps_and_breaks(real_socketio, sio_client, lambda event: sio.emit(event["type"], event["payload"]))
    await sio_client.received.clear()
    await sio.emit(START, {"tool_name": "search"})
    assert [each.event for each in await sio_client.received()] == [START]


@pytest.mark.asyncio
async def test_socketio_tells_streams_apart_by_what_was_emitted(open_socketio_server):
    sio, sio_client = await open_socketio_server()
    contract = real_socketio.EventContract("job", ["begin", "end"], final="end", run_field="job", fields={"end": ["result"]})
    for job in (1, 2):
        await sio.emit("begin", {"job": job, "type": "of the application"})
    for job in (2, 1):
        await sio.emit("end", {"payload": {"job": job, "result": 7}})
    assert [each.event for each in await real_socketio.expect_events(sio_client, contract)] == ["begin", "begin", "end", "end"]
    await sio.emit("begin", {"job": 3})
    await sio.emit("end", {"job": 3})
    with pytest.raises(real_socketio.NotReceived, match="job 3: incomplete: end .#2. lacks 'result'"):
        await real_socketio.expect_events(sio_client, contract)


async def keeps_and_breaks(support, far, send):
    async def run(*kinds):
        for event in events(*kinds):
            await asyncio.sleep(0)
            await send(event)

    for _ in range(2):
        running = asyncio.ensure_future(run(*GOOD))
        assert len(await support.expect_events(far, support.AGENT_EVENTS)) == len(GOOD)
        await running
    assert len(await far.received()) == 2 * len(GOOD)
    running = asyncio.ensure_future(run(START, THINK, END, REPORT, THINK))
    with pytest.raises(support.NotReceived, match=LATE):
        await far.expect_events(support.AGENT_EVENTS, within=5)
    await running
    await far.clear()
    await run(START, THINK, TOOL, END, REPORT)
    with pytest.raises(support.NotReceived, match="unfinished: tool_executing .#3, tool_name='search'. without a tool_completed"):
        await support.expect_events(far, support.AGENT_EVENTS)


def test_websocket_client(open_sync_websocket_pair):
    ws, ws_server = open_sync_websocket_pair()

    def run(*kinds):
        for event in events(*kinds):
            ws.send(real_sync_websocket.json.dumps(event))

    for _ in range(2):
        running = threading.Thread(target=run, args=GOOD)
        running.start()
        assert len(real_sync_websocket.expect_events(ws_server, real_sync_websocket.AGENT_EVENTS)) == len(GOOD)
        running.join()
    ws_server.expect_silence()
    run(START, THINK, TOOL, DONE, END, REPORT, THINK)
    with pytest.raises(real_sync_websocket.NotReceived, match=LATE):
        ws_server.expect_events(real_sync_websocket.AGENT_EVENTS, within=1)
    ws.close()
    with pytest.raises(real_sync_websocket.NotReceived, match=LATE + "[\\s\\S]*closed with code 1000"):
        ws_server.expect_events(real_sync_websocket.AGENT_EVENTS)
