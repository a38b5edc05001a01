async def beat(sio, number):
    await sio.emit("beat", {"n": number})
