class Activity:
    """What the users of a board see of each other."""

    def __init__(self, sio, namespace=None):
        self.sio = sio
        self.namespace = namespace

    async def log(self, kind, **details):
        await self.sio.emit("activity", {"kind": kind, "details": details}, namespace=self.namespace)

    async def batch(self, kinds):
        for kind in kinds:
            await self.log(kind)
        await self.sio.emit("flushed", {"count": len(kinds)}, room="admins", namespace=self.namespace)
