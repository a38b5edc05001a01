from dataclasses import dataclass

from fastapi import WebSocket


@dataclass
class Member:
    name: str
    line: WebSocket | None = None

    async def tell(self, text):
        await self.line.send_json({"to": self.name, "text": text})


class Room:
    def __init__(self):
        self.members = {}

    def enter(self, name: str, line: "WebSocket"):
        self.members[name] = line
        return len(self.members)

    async def broadcast(self, message):
        for line in self.members.values():
            await line.send_json(message)


async def greet(line: WebSocket, name):
    await line.send_json({"hello": name})


class Courier:
    """Sends by any means; no socket itself."""

    async def send_json(self, message):
        raise NotImplementedError


async def post(courier: Courier, message):
    await courier.send_json(message)
