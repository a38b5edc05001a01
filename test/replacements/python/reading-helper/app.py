class Agent:
    def __init__(self, websocket):
        self.websocket = websocket

    async def run(self, *tools):
        await self.tell("agent_started")
        for tool in tools:
            await self.tell("tool_executing", tool=tool)
            await self.tell("tool_completed", tool=tool)
        await self.tell("agent_completed")

    async def tell(self, kind, **fields):
        await self.websocket.send_json({"type": kind, **fields})
