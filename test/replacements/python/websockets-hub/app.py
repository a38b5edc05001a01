import json

from websockets.exceptions import ConnectionClosed


class Hub:
    def __init__(self):
        self.sockets = {}

    async def join(self, name, ws):
        self.sockets[name] = ws
        await ws.send(json.dumps({"type": "welcome", "name": name}))

    async def broadcast(self, text, *, but=None):
        for name, ws in list(self.sockets.items()):
            if name == but:
                continue
            try:
                await ws.send(text)
            except ConnectionClosed:
                del self.sockets[name]

    async def send_image(self, name, data):
        await self.sockets[name].send(data)
