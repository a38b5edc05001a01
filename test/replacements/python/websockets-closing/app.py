class Registry:
    def __init__(self):
        self.connections = []

    async def kick(self, ws, reason):
        await ws.send(f"kicked: {reason}")
        await ws.close(1008, reason)
        self.connections.remove(ws)

    async def shut_down(self):
        for ws in self.connections:
            await ws.close(code=1001)
        self.connections.clear()

    def addresses(self):
        return [ws.remote_address[0] for ws in self.connections]

    async def tell(self, text):
        failed = []
        for ws in self.connections:
            try:
                await ws.send(text)
            except Exception:
                failed.append(ws)
        return failed
