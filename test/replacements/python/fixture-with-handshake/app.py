from starlette.websockets import WebSocketState


class Session:
    def __init__(self, websocket):
        self.websocket = websocket

    @property
    def user(self):
        return self.websocket.query_params["user"]

    async def greet(self):
        if self.websocket.client_state == WebSocketState.CONNECTED:
            await self.websocket.send_json({"hello": self.user, "language": self.websocket.headers.get("accept-language")})
