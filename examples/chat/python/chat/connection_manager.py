"""Who is connected, and how a message reaches them."""

from fastapi import WebSocket, WebSocketDisconnect


class ConnectionManager:
    """Knows every open socket of every user; a user may have several windows open."""

    def __init__(self) -> None:
        self.sockets: dict[str, list[WebSocket]] = {}

    async def connect(self, websocket: WebSocket, user: str) -> None:
        await websocket.accept()
        self.sockets.setdefault(user, []).append(websocket)
        await websocket.send_json({"type": "connected", "user": user, "windows": len(self.sockets[user])})

    def disconnect(self, websocket: WebSocket, user: str) -> None:
        windows = self.sockets.get(user, [])
        if websocket in windows:
            windows.remove(websocket)
        if not windows:
            self.sockets.pop(user, None)

    async def send_to_user(self, user: str, message: dict) -> int:
        """Returns the number of windows reached; a dead one is forgotten."""
        reached = 0
        for websocket in list(self.sockets.get(user, [])):
            try:
                await websocket.send_json(message)
                reached += 1
            except (WebSocketDisconnect, RuntimeError):
                self.disconnect(websocket, user)
        return reached

    async def broadcast(self, message: dict, sender: str = "") -> None:
        for user in list(self.sockets):
            if user != sender:
                await self.send_to_user(user, message)

    async def kick(self, user: str, reason: str) -> None:
        for websocket in list(self.sockets.get(user, [])):
            await websocket.close(code=4003, reason=reason)
            self.disconnect(websocket, user)
