import unittest
from unittest import mock

from app import Lobby


class TestLobby(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.mock_sio = mock.AsyncMock()
        self.lobby = Lobby(self.mock_sio)

    async def test_join(self):
        self.assertTrue(await self.lobby.join("sid-1", "ada"))
        self.mock_sio.enter_room.assert_called_with("sid-1", "lobby")
        self.mock_sio.emit.assert_called_once_with("players", ["ada"], room="lobby")

    async def test_name_taken(self):
        await self.lobby.join("sid-1", "ada")
        self.assertFalse(await self.lobby.join("sid-2", "ada"))
        self.mock_sio.emit.assert_called_with("name_taken", {"name": "ada"}, to="sid-2")
        self.assertEqual(self.mock_sio.enter_room.call_count, 1)

    async def test_kick(self):
        await self.lobby.join("sid-1", "ada")
        await self.lobby.kick("sid-1")
        self.mock_sio.disconnect.assert_called_once_with("sid-1")
        self.assertEqual(self.mock_sio.emit.call_args_list[0].args[1], ["ada"])
