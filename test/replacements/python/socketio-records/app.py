async def publish(sio, job, steps):
    """Tells of every step, and of the end."""
    for number, step in enumerate(steps, 1):
        await sio.emit("step", {"job": job, "number": number, "step": step}, room=job)
    await sio.emit("done", {"job": job, "steps": len(steps)}, to=job)
