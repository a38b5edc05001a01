class Ticker:
    def __init__(self, sio):
        self.sio = sio
        self.watched = {}

    async def announce(self, symbol, price):
        await self.sio.emit("trade", {"symbol": symbol, "price": price}, room=f"prices:{symbol}")

    async def alarm(self, text):
        await self.sio.emit("alarm", {"text": text})

    async def watch(self, sid, symbol):
        await self.sio.enter_room(sid, f"prices:{symbol}")
        self.watched[sid] = symbol
        await self.sio.emit("watching", {"symbol": symbol}, to=sid)

    async def unwatch(self, sid):
        symbol = self.watched.pop(sid, None)
        if symbol is None:
            return
        await self.sio.leave_room(sid, f"prices:{symbol}")
        await self.sio.emit("left", {"symbol": symbol}, to=sid)

    async def replay(self, sid, prices):
        for price in prices:
            await self.sio.emit("old", price, to=sid)
        await self.sio.emit("end", to=sid)
