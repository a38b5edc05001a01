import json
import uuid

import pytest

from app import Hub


class FakeWebSocket:
    """Remembers what it is sent, or fails when it is told to."""

    def __init__(self, *, fail: bool = False) -> None:
        self.id = uuid.uuid4()
        self.sent: list[dict] = []
        self.accepted = False
        self.closed = False
        self.close_code: int | None = None
        self.fail = fail

    async def accept(self) -> None:
        self.accepted = True

    async def send_json(self, message: dict) -> None:
        if self.fail:
            raise ConnectionError("gone")
        self.sent.append(message)

    async def close(self, code: int = 1000, reason: str = "") -> None:
        self.closed = True
        self.close_code = code

    def __hash__(self) -> int:
        return hash(self.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FakeWebSocket) and other.id == self.id


@pytest.fixture
def hub():
    return Hub()


@pytest.mark.asyncio
async def test_accepted(hub):
    ws = FakeWebSocket()
    await hub.connect("ada", ws)
    assert ws.accepted
    assert hub.sockets == {"ada": ws}
    assert {ws} == set(hub.sockets.values())


@pytest.mark.asyncio
async def test_lost_from_the_start(hub):
    good, bad = FakeWebSocket(), FakeWebSocket(fail=True)
    await hub.connect("good", good)
    await hub.connect("bad", bad)
    assert await hub.broadcast({"n": 1}) == 1
    assert hub.lost == ["bad"]
    assert list(hub.sockets) == ["good"]
    assert good.sent == [{"n": 1}]


@pytest.mark.asyncio
async def test_lost_later(hub):
    ws = FakeWebSocket(fail=False)
    await hub.connect("ada", ws)
    await hub.broadcast({"n": 1})
    assert ws.sent == [{"n": 1}]
    ws.fail = True
    assert await hub.broadcast({"n": 2}) == 0
    assert hub.lost == ["ada"]


@pytest.mark.asyncio
async def test_kicked(hub):
    ws = FakeWebSocket()
    await hub.connect("ada", ws)
    await hub.kick("ada")
    assert ws.closed
    assert ws.close_code == 4003


@pytest.mark.asyncio
async def test_lost_alone(hub):
    bad = FakeWebSocket(fail=True)
    await hub.connect("bad", bad)
    assert await hub.broadcast(json.loads("{}")) == 0
    assert hub.sockets == {}
