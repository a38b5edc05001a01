class Lobby:
    def __init__(self, sio):
        self.sio = sio
        self.players = {}

    async def join(self, sid, name):
        if name in self.players.values():
            await self.sio.emit("name_taken", {"name": name}, to=sid)
            return False
        self.players[sid] = name
        await self.sio.enter_room(sid, "lobby")
        await self.sio.emit("players", list(self.players.values()), room="lobby")
        return True

    async def kick(self, sid):
        self.players.pop(sid, None)
        await self.sio.disconnect(sid)
