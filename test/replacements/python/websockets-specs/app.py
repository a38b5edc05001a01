class Rooms:
    def __init__(self):
        self.members = {}

    async def enter(self, connection):
        room = connection.request.path.strip("/")
        name = connection.request.headers.get("X-Name", "anonymous")
        self.members.setdefault(room, []).append(connection)
        await connection.send(f"{name} entered {room}")

    async def relay(self, source, room):
        async for message in source:
            for connection in self.members[room]:
                await connection.send(message)
