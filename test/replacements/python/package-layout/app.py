async def greet(websocket, user):
    await websocket.accept()
    await websocket.send_json({"hello": user})
