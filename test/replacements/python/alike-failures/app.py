class Hub:
    def __init__(self):
        self.sockets = {}

    async def connect(self, name, websocket):
        await websocket.accept()
        self.sockets[name] = websocket

    async def send(self, name, message):
        try:
            await self.sockets[name].send_json(message)
            return True
        except Exception:
            await self.forget(name)
            return False

    async def forget(self, name):
        self.sockets.pop(name, None)

    async def leave(self, name):
        websocket = self.sockets.pop(name)
        await websocket.close(code=1001)

    async def strict(self, name, message):
        try:
            await self.sockets[name].send_json(message)
        except ConnectionError:
            return "lost"
        except Exception:
            return "failed"


async def listen(websocket, heard):
    try:
        while True:
            heard.append(await websocket.receive_text())
    except Exception:
        heard.append("over")


async def expel(websocket):
    await websocket.close(code=4001)
