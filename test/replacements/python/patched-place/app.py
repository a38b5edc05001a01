from starlette.websockets import WebSocket, WebSocketDisconnect

websocket: WebSocket | None = None
seen = []


async def announce(event):
    seen.append(event)
    await websocket.send_json({"event": event})


async def announce_all(events):
    for event in events:
        await announce(event)
    return len(events)


async def leave(reason):
    await websocket.send_json({"bye": reason})
    await websocket.close(code=1001, reason=reason)


async def try_to_announce(event):
    try:
        await announce(event)
    except Exception:  # the oldest starlette hands on what the server raises
        return False
    return True
