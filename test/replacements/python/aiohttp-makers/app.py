import asyncio
import json


class Registry:
    def __init__(self):
        self.clients = set()
        self.names = {}

    def add(self, client, name=None):
        self.clients.add(client)
        self.names[client] = name

    def remove(self, client):
        self.clients.discard(client)
        self.names.pop(client, None)

    async def publish(self, topic, payload):
        for client in list(self.clients):
            if client.closed:
                self.remove(client)
                continue
            await client.send_str(json.dumps({"topic": topic, "payload": payload}))

    async def whisper(self, name, payload):
        for client, known in self.names.items():
            if known == name:
                await client.send_json(payload)

    async def handle(self, client, request):
        if request.get("op") == "who":
            await client.send_json({"names": sorted(filter(None, self.names.values()))})
        else:
            await client.send_json({"error": "unknown"})
