import json
import logging

from aiohttp import web

logger = logging.getLogger(__name__)


class Hub:
    def __init__(self):
        self.sockets = {}

    async def join(self, name: str, ws: web.WebSocketResponse):
        self.sockets[name] = ws
        await ws.send_json({"type": "welcome", "name": name})

    async def tell(self, name: str, text: str) -> bool:
        ws = self.sockets.get(name)
        if ws is None or ws.closed:
            return False
        await ws.send_str(text)
        return True

    async def broadcast(self, message: dict, exclude=()):
        for name, ws in list(self.sockets.items()):
            if name in exclude:
                continue
            try:
                await ws.send_json(message)
            except ConnectionError:
                logger.info("%s is gone", name)
                del self.sockets[name]

    async def send_file(self, name: str, data: bytes):
        await self.sockets[name].send_bytes(data)

    async def kick(self, name: str, reason: str):
        ws = self.sockets.pop(name)
        await ws.send_str(json.dumps({"type": "kicked", "reason": reason}))
        await ws.close(code=4001, message=reason.encode())

    async def shutdown(self):
        for ws in self.sockets.values():
            if not ws.closed:
                await ws.close()
        self.sockets.clear()
