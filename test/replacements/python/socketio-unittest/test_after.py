import unittest

from app import Lobby
from real_socketio import SocketIOServers


class TestLobby(SocketIOServers, unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.mock_sio, self.sio_client = await self.open_socketio_server()
        self.lobby = Lobby(self.mock_sio)

    async def test_join(self):
        self.assertTrue(await self.lobby.join("sid-1", "ada"))
        await self.sio_client.entered.expect_last("sid-1", "lobby")
        await self.sio_client.received.expect_only("players", ["ada"], room="lobby")

    async def test_name_taken(self):
        await self.lobby.join("sid-1", "ada")
        self.assertFalse(await self.lobby.join("sid-2", "ada"))
        await self.sio_client.received.expect_last("name_taken", {"name": "ada"}, to="sid-2")
        self.assertEqual(len(await self.sio_client.entered()), 1)

    async def test_kick(self):
        await self.lobby.join("sid-1", "ada")
        await self.lobby.kick("sid-1")
        await self.sio_client.disconnected.expect_only("sid-1")
        self.assertEqual((await self.sio_client.received())[0].data, ["ada"])
