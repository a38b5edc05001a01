import websockets


class Notifier:
    def __init__(self):
        self.users = {}

    def add(self, user, ws):
        self.users[user] = ws

    async def notify(self, user, text):
        ws = self.users.get(user)
        if ws is None:
            return False
        try:
            await ws.send(text)
        except websockets.ConnectionClosed:
            return False
        return True
