import pytest
import pytest_asyncio

from app import Hub


class TestHub:
    @pytest_asyncio.fixture(autouse=True)
    async def set_up(self, open_websocket_pair):
        self.hub = Hub()
        self.ws, self.ws_client = await open_websocket_pair()
        self.other_ws, self.other_ws_client = await open_websocket_pair()
        self.hub.sockets = {"other": self.other_ws, "ada": self.ws}

    @pytest.mark.asyncio
    async def test_send(self):
        await self.hub.send("ada", {"n": 1})
        assert await self.ws_client.received_json() == [{"n": 1}]
        await self.other_ws_client.expect_silence()

    @pytest.mark.asyncio
    async def test_broadcast(self):
        await self.hub.broadcast({"n": 1}, {"n": 2})
        for_all = [self.ws, self.other_ws]
        assert len(for_all) == 2
        assert [call["n"] for call in await self.ws_client.received_json()] == [1, 2]
        assert (await self.other_ws_client.received_json())[1] == {"n": 2}
        assert len(await self.other_ws_client.received_json()) == 2

    def test_two(self):
        assert list(self.hub.sockets) == ["other", "ada"]
