from fastapi import WebSocket, WebSocketDisconnect


class ConnectionManager:
    def __init__(self):
        self.active = {}

    async def connect(self, websocket: WebSocket, user: str):
        await websocket.accept()
        self.active.setdefault(user, []).append(websocket)
        await websocket.send_json({"type": "connected", "user": user})

    def disconnect(self, websocket: WebSocket, user: str):
        self.active[user].remove(websocket)
        if not self.active[user]:
            del self.active[user]

    async def send_personal(self, user: str, message: dict) -> int:
        reached = 0
        for websocket in list(self.active.get(user, [])):
            try:
                await websocket.send_json(message)
                reached += 1
            except WebSocketDisconnect:
                self.disconnect(websocket, user)
        return reached

    async def broadcast(self, message: dict, exclude: str = ""):
        for user in list(self.active):
            if user != exclude:
                await self.send_personal(user, message)

    async def kick(self, user: str, reason: str):
        for websocket in list(self.active.get(user, [])):
            await websocket.close(code=4003, reason=reason)
            self.disconnect(websocket, user)
