import socketio

sio = socketio.AsyncServer(async_mode="asgi")


async def connect(sid, token):
    if token != "secret":
        await sio.emit("error", {"detail": "who are you?"}, to=sid)
        await sio.disconnect(sid)
        return False
    await sio.save_session(sid, {"user": "ada", "rooms": []})
    return True


async def join(sid, data):
    session = await sio.get_session(sid)
    if "user" not in session:
        await sio.emit("error", {"detail": "log in first"}, to=sid)
        return
    await sio.enter_room(sid, data["room"])
    await sio.emit("joined", {"user": session["user"]}, room=data["room"], skip_sid=sid)


async def say(sid, data, namespace="/chat"):
    session = await sio.get_session(sid, namespace=namespace)
    await sio.emit("said", {"user": session["user"], "text": data["text"]}, room=data["room"], namespace=namespace)
