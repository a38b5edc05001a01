import sockets


async def store(text):
    return len(text)


async def say(sid, data):
    if not isinstance(data, dict):
        await sockets.sio.emit("error", {"detail": "no message"}, to=sid)
        return
    number = await store(data["text"])
    await sockets.sio.emit("said", {"text": data["text"], "number": number}, room="lobby", skip_sid=sid)


async def enter(sid):
    await sockets.sio.enter_room(sid, "lobby")
    session = await sockets.sio.get_session(sid)
    await sockets.sio.emit("entered", {"user": session.get("user")}, room="lobby")
