from starlette.websockets import WebSocketDisconnect


class Hub:
    def __init__(self):
        self.sockets = {}
        self.lost = []

    async def connect(self, name, websocket):
        await websocket.accept()
        self.sockets[name] = websocket
        await websocket.send_json({"type": "welcome", "name": name})

    async def send(self, name, message):
        await self.sockets[name].send_json(message)

    async def broadcast(self, *messages):
        for name, websocket in list(self.sockets.items()):
            try:
                for message in messages:
                    await websocket.send_json(message)
            except (RuntimeError, WebSocketDisconnect):
                self.lost.append(name)
                del self.sockets[name]
        return len(self.sockets)

    async def kick(self, name, reason):
        websocket = self.sockets.pop(name)
        await websocket.close(code=4003, reason=reason)
