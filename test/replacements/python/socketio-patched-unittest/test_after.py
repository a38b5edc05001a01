import unittest
from unittest import mock

import app
from real_socketio import SocketIOServers


class TestClosing(SocketIOServers, unittest.IsolatedAsyncioTestCase):
    async def test_close(self):
        mock_sio, sio_client = await self.open_socketio_server(server="sockets.sio")
        await app.close("night")
        await sio_client.received.expect_last("closing", {"reason": "night"}, namespace="/admin")

    @mock.patch("app.clock", return_value=7)
    async def test_tick(self, mock_clock):
        mock_sio, sio_client = await self.open_socketio_server(server="sockets.sio")
        await app.tick()
        await sio_client.received.expect_only("tick", 7)
        mock_clock.assert_called_once_with()
