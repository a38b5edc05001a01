import json


async def serve(websocket, hub):
    hub.append(websocket)
    await websocket.send_text('{"welcome": true}')
    try:
        while True:
            message = await websocket.receive_json()
            await websocket.send_json({"echo": message, "peer": websocket.client.host if websocket.client else None})
    except Exception:
        hub.remove(websocket)


async def tell(hub, message):
    for websocket in list(hub):
        try:
            await websocket.send_text(json.dumps(message))
        except Exception:
            hub.remove(websocket)


async def shut(hub):
    for websocket in hub:
        await websocket.accept()
        await websocket.close(code=1001)
