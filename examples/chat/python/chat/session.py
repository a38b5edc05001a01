"""One user's conversation, from the handshake to the hanging up."""

import os
from typing import Protocol

from fastapi import WebSocket, WebSocketDisconnect

from chat.connection_manager import ConnectionManager
from chat.notifier import AgentNotifier


class Answers(Protocol):
    async def run(self, question: str, notifier: AgentNotifier) -> str: ...


async def chat_session(websocket: WebSocket, user: str, manager: ConnectionManager, agent: Answers) -> None:
    """Serves the socket until the user goes away."""
    await manager.connect(websocket, user)
    runs = 0
    try:
        while True:
            message = await websocket.receive_json()
            if message["type"] == "ping":
                await websocket.send_json({"type": "pong"})
            elif message["type"] == "ask":
                runs += 1
                await agent.run(message["text"], AgentNotifier(websocket, f"{user}-{runs}"))
            elif message["type"] == "say":
                await manager.broadcast({"type": "said", "user": user, "text": message["text"]}, sender=user)
            else:
                await websocket.send_json({"type": "error", "message": f"unknown type {message['type']}"})
    except WebSocketDisconnect:
        manager.disconnect(websocket, user)


def may_enter(token: str) -> bool:
    """Only who knows the secret of the environment may enter; without a secret nobody may."""
    secret = os.environ.get("CHAT_SECRET")
    return secret is not None and token == secret
