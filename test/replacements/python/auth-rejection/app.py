async def guarded(websocket, secret):
    if websocket.headers.get("authorization") != f"Bearer {secret}":
        await websocket.close(code=4001, reason="unauthorized")
        return
    await websocket.accept()
    text = await websocket.receive_text()
    await websocket.send_json({"hello": websocket.path_params["room"], "said": text})
    await websocket.close(code=1000)
