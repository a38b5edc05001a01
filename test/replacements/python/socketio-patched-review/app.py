import socketio


def make_server():
    return socketio.AsyncServer(async_mode="aiohttp")


sio = make_server()


async def notify(user, text):
    await sio.emit("notice", {"text": text}, room=f"user:{user}")
