import pytest
import pytest_asyncio

from app import Hub


@pytest.mark.asyncio
class TestHub:
    @pytest_asyncio.fixture(autouse=True)
    async def prepare(self, open_websocket_pair):
        self.ws, self.ws_client = await open_websocket_pair()
        self.hub = Hub()
        self.hub.sockets["ada"] = self.ws

    async def test_send(self):
        await self.hub.send("ada", {"n": 1})
        assert await self.ws_client.received_json() == [{"n": 1}]

    async def test_nobody_else(self, open_websocket_pair):
        bob, bob_client = await open_websocket_pair()
        await self.hub.connect("bob", bob)
        await self.ws_client.expect_silence()
        assert await bob_client.received_json() == [{"type": "welcome", "name": "bob"}]
