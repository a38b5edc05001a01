async def greet(sio, sid):
    session = await sio.get_session(sid)
    try:
        await sio.emit("hello", session and session.get("user"), to=sid)
    except Exception:
        return False
    return await sio.call("ready", to=sid) if sid == "asked" else True


def shout(sio, text):
    sio.emit("shout", text)
