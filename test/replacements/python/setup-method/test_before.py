from unittest.mock import AsyncMock

import pytest

from app import Hub


class TestHub:
    def setup_method(self):
        self.hub = Hub()
        self.ws = AsyncMock()
        self.other_ws = AsyncMock()
        self.hub.sockets = {"other": self.other_ws, "ada": self.ws}

    @pytest.mark.asyncio
    async def test_send(self):
        await self.hub.send("ada", {"n": 1})
        self.ws.send_json.assert_called_once_with({"n": 1})
        self.other_ws.send_json.assert_not_called()

    @pytest.mark.asyncio
    async def test_broadcast(self):
        await self.hub.broadcast({"n": 1}, {"n": 2})
        for_all = [self.ws, self.other_ws]
        assert len(for_all) == 2
        assert [call[0][0]["n"] for call in self.ws.send_json.call_args_list] == [1, 2]
        assert self.other_ws.send_json.call_args_list[1].args[0] == {"n": 2}
        assert self.other_ws.send_json.await_count == 2

    def test_two(self):
        assert list(self.hub.sockets) == ["other", "ada"]
