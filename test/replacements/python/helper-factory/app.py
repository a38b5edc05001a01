from fastapi import WebSocket, WebSocketDisconnect


async def echo(websocket: WebSocket):
    await websocket.accept()
    try:
        async for text in websocket.iter_text():
            await websocket.send_text(text.upper())
    finally:
        websocket.app_done = True


async def lobby(websocket: WebSocket, names: list):
    await websocket.accept()
    names.append(websocket.headers["x-user"])
    try:
        while True:
            text = await websocket.receive_text()
            await websocket.send_text(f"{names[-1]}: {text}")
    except WebSocketDisconnect:
        names.remove(websocket.headers["x-user"])
