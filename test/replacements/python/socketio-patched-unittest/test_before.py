import unittest
from unittest import mock
from unittest.mock import AsyncMock

import app


class TestClosing(unittest.IsolatedAsyncioTestCase):
    @mock.patch("sockets.sio", new_callable=AsyncMock)
    async def test_close(self, mock_sio):
        await app.close("night")
        mock_sio.emit.assert_called_with("closing", {"reason": "night"}, namespace="/admin")

    @mock.patch("app.clock", return_value=7)
    @mock.patch("sockets.sio", new_callable=AsyncMock)
    async def test_tick(self, mock_sio, mock_clock):
        await app.tick()
        mock_sio.emit.assert_called_once_with("tick", 7)
        mock_clock.assert_called_once_with()
