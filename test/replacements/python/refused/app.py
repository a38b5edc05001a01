class Hub:
    def __init__(self):
        self.sockets = {}

    async def send(self, name, message):
        try:
            await self.sockets[name].send_json(message)
        except Exception:
            del self.sockets[name]
            raise

    async def send_all(self, message):
        for socket in self.sockets.values():
            await socket.send_json(message)

    def send_later(self, name, message):
        self.sockets[name].send_json(message)
