class Feed:
    """Tells every subscriber what changed; remembers what the last one was told."""

    def __init__(self):
        self.subscribers = []

    async def publish(self, topic, *values):
        for websocket in self.subscribers:
            for value in values:
                await websocket.send_json({"topic": topic, "value": value})

    async def blob(self, data):
        for websocket in self.subscribers:
            await websocket.send_bytes(data)

    async def notes(self, *texts):
        for websocket in self.subscribers:
            for text in texts:
                await websocket.send_text(text)
