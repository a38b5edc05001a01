import time

import sockets


def clock():
    return time.time()


async def tick():
    await sockets.sio.emit("tick", clock())


async def close(reason):
    await sockets.sio.emit("closing", {"reason": reason}, namespace="/admin")
