import json

import aiohttp
from aiohttp import WSMsgType, web


async def websocket_handler(request):
    ws = web.WebSocketResponse(heartbeat=30)
    await ws.prepare(request)
    clients = request.app["clients"]
    clients.add(ws)
    await ws.send_json({"type": "hello", "clients": len(clients)})
    try:
        async for message in ws:
            if message.type == WSMsgType.TEXT:
                data = json.loads(message.data)
                await ws.send_str(f"{data['type']} done")
    finally:
        clients.discard(ws)
    return ws


async def fetch_snapshot(url: str) -> dict:
    async with aiohttp.ClientSession() as session:
        ws = await session.ws_connect(url)
        await ws.send_json({"op": "snapshot"})
        answer = await ws.receive_json()
        await ws.close()
    return answer


async def login(token: str) -> bool:
    session = aiohttp.ClientSession()
    try:
        ws = await session.ws_connect("wss://example.com/login", headers={"Authorization": f"Bearer {token}"})
        await ws.send_str(token)
        return await ws.receive_str() == "welcome"
    finally:
        await session.close()
