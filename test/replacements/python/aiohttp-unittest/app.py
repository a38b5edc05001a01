import json


class Session:
    def __init__(self, ws):
        self.ws = ws
        self.muted = False

    async def say(self, text):
        if not self.muted and not self.ws.closed:
            await self.ws.send_str(json.dumps({"say": text}))

    async def run(self):
        async for message in self.ws:
            command = message.data
            if command == "mute":
                self.muted = True
            elif command == "stop":
                await self.ws.close(code=1000, message=b"stopped")
                return
            else:
                await self.say(command)

    async def fail_safe(self, data):
        try:
            await self.ws.send_json(data)
            return True
        except (ConnectionResetError, RuntimeError):
            return False
