import json


class Feed:
    def __init__(self, connection):
        self.connection = connection
        self.prices = {}

    async def subscribe(self, *symbols):
        for symbol in symbols:
            await self.connection.send(json.dumps({"op": "subscribe", "symbol": symbol}))

    async def read(self):
        async for message in self.connection:
            event = json.loads(message)
            self.prices[event["symbol"]] = event["price"]

    async def stop(self):
        await self.connection.close()
