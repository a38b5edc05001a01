import sockets


class Agent:
    """Answers in the room of its user."""

    def __init__(self, user):
        self.room = f"user:{user}"

    async def answer(self, parts):
        for part in parts:
            await sockets.sio.emit("part", part, room=self.room)
        await sockets.sio.emit("end", room=self.room)

    async def fail(self, sid, reason):
        await sockets.sio.emit("failed", {"reason": reason}, to=sid)
        await sockets.sio.disconnect(sid)
