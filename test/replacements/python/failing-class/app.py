class Hub:
    def __init__(self):
        self.sockets = {}
        self.lost = []

    async def connect(self, name, websocket):
        await websocket.accept()
        self.sockets[name] = websocket

    async def broadcast(self, message):
        told = 0
        for name, websocket in list(self.sockets.items()):
            try:
                await websocket.send_json(message)
                told += 1
            except Exception:
                self.lost.append(name)
                del self.sockets[name]
        return told

    async def kick(self, name):
        websocket = self.sockets.pop(name)
        await websocket.close(code=4003, reason="kicked")
