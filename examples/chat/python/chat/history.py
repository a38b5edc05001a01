"""What was said: PostgreSQL keeps it, Redis has the last page ready."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncpg import Pool
    from redis.asyncio import Redis

PAGE_SECONDS = 60


class History:
    def __init__(self, pool: Pool, cache: Redis) -> None:
        self.pool = pool
        self.cache = cache

    async def add(self, room: str, user: str, text: str) -> None:
        await self.pool.execute("INSERT INTO messages (room, author, text) VALUES ($1, $2, $3)", room, user, text)
        await self.cache.delete(f"history:{room}")

    async def recent(self, room: str) -> list[dict]:
        """The last 50 messages of a room, oldest first."""
        cached = await self.cache.get(f"history:{room}")
        if cached is not None:
            return json.loads(cached)
        rows = await self.pool.fetch("SELECT author, text FROM messages WHERE room = $1 ORDER BY id DESC LIMIT 50", room)
        messages = [{"author": row["author"], "text": row["text"]} for row in reversed(rows)]
        await self.cache.setex(f"history:{room}", PAGE_SECONDS, json.dumps(messages))
        return messages
