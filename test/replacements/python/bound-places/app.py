from fastapi import WebSocket, WebSocketDisconnect


class Session:
    """One client; `ws` is set when it connects."""

    def __init__(self, name):
        self.name = name
        self.ws: WebSocket | None = None

    async def say(self, text):
        if self.ws is not None:
            await self.ws.send_json({"from": self.name, "text": text})

    async def leave(self):
        await self.ws.close(code=4001, reason="bye")
        self.ws = None


class Hub:
    def __init__(self):
        self.sockets = {}

    async def send(self, name, message):
        await self.sockets[name].send_text(message)

    async def broadcast(self, message):
        for socket in list(self.sockets.values()):
            await socket.send_text(message)


class Echo:
    """Answers whatever a client says."""

    def __init__(self, ws: WebSocket):
        self.ws = ws

    async def run(self):
        await self.ws.accept()
        try:
            while True:
                text = await self.ws.receive_text()
                await self.ws.send_text(text.upper())
        except WebSocketDisconnect:
            return "gone"
