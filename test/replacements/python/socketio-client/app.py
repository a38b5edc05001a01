import socketio


class Robot:
    def __init__(self, sio=None):
        self.sio = sio or socketio.AsyncClient()

    async def report(self, state):
        await self.sio.emit("state", state)
