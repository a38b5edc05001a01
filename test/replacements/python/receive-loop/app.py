from fastapi import WebSocket, WebSocketDisconnect


async def game_socket(websocket: WebSocket, game: str, games: dict):
    user = websocket.query_params.get("user", "nobody")
    await websocket.accept()
    await websocket.send_json({"type": "connected", "game": game, "user": user})
    try:
        while True:
            message = await websocket.receive_json()
            if message["type"] == "ping":
                await websocket.send_json({"type": "pong"})
            elif message["type"] == "move":
                games.setdefault(game, []).append((user, message["cell"]))
                await websocket.send_json({"type": "moved", "cell": message["cell"], "n": len(games[game])})
            else:
                await websocket.send_json({"type": "error", "message": f"unknown command: {message['type']}"})
    except WebSocketDisconnect as error:
        games.setdefault("left", []).append((user, error.code))
