import json

from websockets.exceptions import ConnectionClosed


async def echo(ws):
    async for message in ws:
        await ws.send(f"echo: {message}")


class Session:
    def __init__(self):
        self.seen = []
        self.ended = False

    async def run(self, ws):
        try:
            while True:
                message = json.loads(await ws.recv())
                if message["type"] == "ping":
                    await ws.send(json.dumps({"type": "pong"}))
                else:
                    self.seen.append(message)
        except ConnectionClosed:
            self.ended = True

    async def login(self, ws):
        token = await ws.recv()
        if token != "secret":
            await ws.close(4001, "wrong token")
            return False
        await ws.send("ok")
        return True
