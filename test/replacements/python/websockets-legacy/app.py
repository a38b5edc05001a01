from urllib.parse import parse_qs, urlparse


class Gate:
    def __init__(self):
        self.rooms = {}

    async def enter(self, ws):
        room = parse_qs(urlparse(ws.path).query).get("room", ["lobby"])[0]
        if ws.request_headers.get("X-Token") != "t":
            await ws.close(code=4003, reason="no token")
            return
        self.rooms.setdefault(room, []).append(ws)
        await ws.send(f"entered {room}")

    async def say(self, room, text):
        for ws in self.rooms[room]:
            if ws.open:
                await ws.send(text)
