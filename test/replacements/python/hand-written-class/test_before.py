import pytest

from app import Hub


class FakeWebSocket:
    """Remembers what it is sent."""

    def __init__(self):
        self.sent = []
        self.accepted = False
        self.closed = False
        self.close_code = None

    async def accept(self, subprotocol=None):
        self.accepted = True

    async def send_json(self, data):
        self.sent.append(data)

    async def close(self, code=1000, reason=None):
        self.closed = True
        self.close_code = code


@pytest.fixture
def hub():
    return Hub()


@pytest.mark.asyncio
async def test_welcome(hub):
    ws = FakeWebSocket()
    await hub.connect("ada", ws)
    assert ws.accepted is True
    assert ws.sent == [{"type": "welcome", "name": "ada"}]
    assert not ws.closed


@pytest.mark.asyncio
async def test_only_one_is_told(hub):
    ada, bob = FakeWebSocket(), FakeWebSocket()
    hub.sockets = {"ada": ada, "bob": bob}
    await hub.send("bob", {"n": (1, 2)})
    assert ada.sent == []
    assert bob.sent[0]["n"] is not None
    assert len(bob.sent) == 1
    bob.sent.clear()
    await hub.broadcast({"n": 1}, {"n": 2})
    assert [message["n"] for message in bob.sent] == [1, 2]
    assert any(message["n"] == 2 for message in ada.sent)


@pytest.mark.asyncio
async def test_many(hub):
    sockets = [FakeWebSocket() for _ in range(3)]
    for index, ws in enumerate(sockets):
        await hub.connect(str(index), ws)
    for ws in sockets:
        assert len(ws.sent) == 1


@pytest.mark.asyncio
async def test_kicked(hub):
    ws = FakeWebSocket()
    await hub.connect("ada", ws)
    await hub.kick("ada", "spam")
    assert ws.accepted
    assert ws.closed
    assert ws.close_code == 4003
