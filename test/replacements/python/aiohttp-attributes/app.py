import json

from aiohttp import ClientWebSocketResponse, WSMsgType


class Tunnel:
    def __init__(self):
        self.ws: ClientWebSocketResponse | None = None
        self.results = {}

    async def connect(self, host: str, port: int) -> bool:
        await self.ws.send_str(json.dumps({"type": "connect", "host": host, "port": port}))
        message = await self.ws.receive()
        return message.type == WSMsgType.TEXT and json.loads(message.data)["ok"]

    async def send(self, data: bytes):
        try:
            await self.ws.send_bytes(data)
        except ConnectionResetError as error:
            raise ConnectionError("send failed") from error

    async def pong(self, data: bytes):
        await self.ws.pong(data)


class Api:
    def __init__(self):
        self.tunnel = Tunnel()

    async def close(self):
        if not self.tunnel.ws.closed:
            await self.tunnel.ws.close()
        self.tunnel.ws = None
