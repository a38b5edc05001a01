import websockets
from fastapi import WebSocket
from starlette.websockets import WebSocketState


class Line:
    def __init__(self, peer, name):
        self.peer = peer
        self.name = name

    async def say(self, text):
        await self.peer.send_text(f"{self.name}: {text}")


class Feed:
    ws = None

    async def push(self, text):
        await self.ws.send(text)

    async def pull(self):
        return await self.ws.recv()


async def welcome(ws, name):
    await ws.send_text(f"hello {name}")
    return name


async def welcome_if_open(ws, name):
    if ws.client_state != WebSocketState.CONNECTED:
        return False
    await welcome(ws, name)
    return True


async def dismiss(ws):
    if ws.client_state == WebSocketState.CONNECTED:
        await ws.close()


async def connect(url):
    return await websockets.connect(url)


async def serve(ws: WebSocket):
    await ws.accept()
