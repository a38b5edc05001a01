"""The seven events by which an agent tells its user what it is doing."""

import time

from fastapi import WebSocket


class AgentNotifier:
    """Writes one run's events to the user's socket, each with the run's id and the time in seconds."""

    def __init__(self, websocket: WebSocket, run: str) -> None:
        self.websocket = websocket
        self.run = run

    async def agent_started(self, question: str) -> None:
        await self._send("agent_started", question=question)

    async def agent_thinking(self, thought: str) -> None:
        await self._send("agent_thinking", thought=thought)

    async def tool_executing(self, tool: str, **arguments: object) -> None:
        await self._send("tool_executing", tool=tool, arguments=arguments)

    async def tool_completed(self, tool: str, result: object) -> None:
        await self._send("tool_completed", tool=tool, result=result)

    async def agent_completed(self, answer: str) -> None:
        await self._send("agent_completed", answer=answer)

    async def agent_fallback(self, reason: str) -> None:
        await self._send("agent_fallback", reason=reason)

    async def final_report(self, tools: list[str]) -> None:
        await self._send("final_report", tools=tools)

    async def _send(self, kind: str, **fields: object) -> None:
        await self.websocket.send_json({"type": kind, "run": self.run, **fields, "time": int(time.time())})
