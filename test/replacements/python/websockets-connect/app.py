import json

import websockets


class Feed:
    def __init__(self, url):
        self.url = url
        self.prices = {}

    async def run(self, *symbols):
        async with websockets.connect(self.url) as ws:
            for symbol in symbols:
                await ws.send(json.dumps({"op": "subscribe", "symbol": symbol}))
            try:
                while True:
                    event = json.loads(await ws.recv())
                    self.prices[event["symbol"]] = event["price"]
                    await ws.send("ack")
            except websockets.ConnectionClosed:
                pass

    async def ping(self):
        ws = await websockets.connect(self.url)
        await ws.send("ping")
        answer = await ws.recv()
        await ws.close()
        return answer

    async def watch(self, found):
        async with websockets.connect(self.url) as ws:
            async for message in ws:
                found.append(message)
