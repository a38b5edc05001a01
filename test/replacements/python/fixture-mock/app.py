import json

from fastapi import WebSocket


class Notifier:
    def __init__(self, websocket: WebSocket, run: str):
        self.websocket = websocket
        self.run = run

    async def started(self, agent):
        await self._send("agent_started", agent=agent)

    async def completed(self, result):
        await self._send("agent_completed", result=result)

    async def _send(self, kind, **payload):
        await self.websocket.send_text(json.dumps({"type": kind, "run": self.run, "payload": payload}))
