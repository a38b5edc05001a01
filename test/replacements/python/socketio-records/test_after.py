from app import publish


async def test_variables(open_socketio_server):
    sio, sio_client = await open_socketio_server()
    await publish(sio, "job-1", ["load"])
    first = (await sio_client.received())[0]
    assert first.event == "step"
    assert first.data["step"] == "load"
    assert first.room == "job-1"
    calls = await sio_client.received()
    assert len(calls) == 2
    assert calls[1].data == {"job": "job-1", "steps": 1}
    assert [c.event for c in calls] == ["step", "done"]


async def test_unpacked(open_socketio_server):
    sio, sio_client = await open_socketio_server()
    await publish(sio, "job-1", [])
    args, kwargs = (await sio_client.received())[-1].args, (await sio_client.received())[-1]
    assert args[0] == "done"
    assert args[1]["steps"] == 0
    assert kwargs.to == "job-1"
    event, payload = (await sio_client.received())[-1].args
    assert event == "done"
    assert payload["job"] == "job-1"
    sent = (await sio_client.received())[-1].args
    assert sent == ("done", {"job": "job-1", "steps": 0})


async def test_compared(open_socketio_server):
    sio, sio_client = await open_socketio_server()
    await publish(sio, "job-1", [])
    assert (await sio_client.received())[-1] == sio_client.received.of("done", {"job": "job-1", "steps": 0}, to="job-1")


async def test_walked_through(open_socketio_server):
    sio, sio_client = await open_socketio_server()
    await publish(sio, "job-1", ["load", "save"])
    for each in await sio_client.received():
        assert each.data["job"] == "job-1"
    done = next(c for c in await sio_client.received() if c.event == "done")
    assert done.data["steps"] == 2
    names = [c.args for c in await sio_client.received()]
    assert names[0][0] == "step"
    emitted = {c.event: c.data for c in await sio_client.received()}
    assert emitted["step"]["number"] == 2
