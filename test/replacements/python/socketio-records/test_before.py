from unittest.mock import AsyncMock, call

from app import publish


def make_sio():
    sio = AsyncMock()
    sio.emit = AsyncMock()
    return sio


async def test_variables():
    sio = make_sio()
    await publish(sio, "job-1", ["load"])
    first = sio.emit.call_args_list[0]
    assert first.args[0] == "step"
    assert first.args[1]["step"] == "load"
    assert first[1]["room"] == "job-1"
    calls = sio.emit.await_args_list
    assert len(calls) == 2
    assert calls[1][0][1] == {"job": "job-1", "steps": 1}
    assert [c[0][0] for c in calls] == ["step", "done"]


async def test_unpacked():
    sio = make_sio()
    await publish(sio, "job-1", [])
    args, kwargs = sio.emit.call_args
    assert args[0] == "done"
    assert args[1]["steps"] == 0
    assert kwargs["to"] == "job-1"
    event, payload = sio.emit.call_args[0]
    assert event == "done"
    assert payload["job"] == "job-1"
    sent, _ = sio.emit.await_args
    assert sent == ("done", {"job": "job-1", "steps": 0})


async def test_compared():
    sio = make_sio()
    await publish(sio, "job-1", [])
    assert sio.emit.call_args == call("done", {"job": "job-1", "steps": 0}, to="job-1")


async def test_walked_through():
    sio = make_sio()
    await publish(sio, "job-1", ["load", "save"])
    for each in sio.emit.call_args_list:
        assert each.args[1]["job"] == "job-1"
    done = next(c for c in sio.emit.call_args_list if c.args[0] == "done")
    assert done.args[1]["steps"] == 2
    names = [c[0] for c in sio.emit.call_args_list]
    assert names[0][0] == "step"
    emitted = {c.args[0]: c.args[1] for c in sio.emit.call_args_list}
    assert emitted["step"]["number"] == 2
