from starlette.websockets import WebSocketDisconnect, WebSocketState


class Registry:
    def __init__(self):
        self.sockets = {}

    def register(self, user, websocket):
        self.sockets[user] = websocket

    async def safe_send(self, user, frame):
        websocket = self.sockets[user]
        if websocket.client_state != WebSocketState.CONNECTED:
            return False
        try:
            await websocket.send_json(frame)
            return True
        except (WebSocketDisconnect, RuntimeError):
            del self.sockets[user]
            return False
