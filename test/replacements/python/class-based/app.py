class Room:
    def __init__(self, limit=2):
        self.limit = limit
        self.members = []

    async def join(self, websocket):
        await websocket.accept()
        if len(self.members) >= self.limit:
            await websocket.close(code=4008, reason="full")
            return False
        self.members.append(websocket)
        for member in self.members:
            await member.send_json({"members": len(self.members)})
        return True
