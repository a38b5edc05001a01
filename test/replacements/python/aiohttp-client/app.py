import asyncio
import json

import aiohttp


class Feed:
    def __init__(self, session: aiohttp.ClientSession, url: str = "wss://feed.example.com/ws"):
        self.session = session
        self.url = url
        self.ws = None
        self.prices = {}

    async def connect(self):
        self.ws = await self.session.ws_connect(self.url, heartbeat=30)
        await self.subscribe("BTC")

    async def subscribe(self, symbol: str):
        if self.ws is None or self.ws.closed:
            raise RuntimeError("not connected")
        await self.ws.send_str(json.dumps({"op": "subscribe", "symbol": symbol}))

    async def ping(self):
        await self.ws.send_json({"op": "ping"})

    async def listen(self):
        while True:
            message = await self.ws.receive()
            if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSING):
                return
            data = message.json()
            self.prices[data["symbol"]] = data["price"]

    async def read_all(self):
        async with self.session.ws_connect(self.url) as ws:
            await ws.send_json({"op": "all"})
            async for message in ws:
                data = json.loads(message.data)
                self.prices[data["symbol"]] = data["price"]

    async def close(self):
        if self.ws is not None and not self.ws.closed:
            await self.ws.close()
        self.ws = None
