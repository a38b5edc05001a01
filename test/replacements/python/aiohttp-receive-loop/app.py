import json

from aiohttp import WSCloseCode, WSMsgType, web


async def echo(ws: web.WebSocketResponse, log: list) -> web.WebSocketResponse:
    async for message in ws:
        if message.type == WSMsgType.TEXT:
            data = json.loads(message.data)
            if data["type"] == "bye":
                await ws.close(code=WSCloseCode.GOING_AWAY)
                break
            await ws.send_json({"type": "echo", "of": data["type"]})
        elif message.type == WSMsgType.BINARY:
            await ws.send_bytes(message.data[::-1])
        elif message.type == WSMsgType.ERROR:
            log.append("error")
    log.append("left")
    return ws


async def pump(source, target):
    while not source.closed:
        message = await source.receive()
        if message.type == WSMsgType.TEXT:
            await target.send_str(message.data)
        elif message.type == WSMsgType.BINARY:
            await target.send_bytes(message.data)
        else:
            await target.close()
            break


async def greet(ws) -> str:
    hello = await ws.receive_json()
    await ws.send_json({"type": "welcome", "name": hello["name"]})
    password = await ws.receive_str()
    await ws.send_str("ok" if password == "secret" else "no")
    return hello["name"]


async def beat(ws, times: int):
    for _ in range(times):
        await ws.ping()
        reply = await ws.receive_str()
        await ws.send_str(f"got {reply}")
