async def greet(sio, sid):
    session = await sio.get_session(sid)
    try:
        await sio.emit("hello", session and session.get("user"), to=sid)
    except Exception:
        return False
    return await sio.call("ready", to=sid) if sid == "asked" else True


class SocketIO:
    """Stands for a server of Flask-SocketIO."""


socketio = SocketIO()


async def tell(text):
    await socketio.emit("told", text)


def shout(sio, text):
    sio.emit("shout", text)
