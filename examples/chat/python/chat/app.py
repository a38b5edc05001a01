"""The service itself: `uvicorn chat.app:app`."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI, WebSocket
from openai import AsyncOpenAI
from redis.asyncio import Redis

from chat.agent import Agent
from chat.connection_manager import ConnectionManager
from chat.history import History
from chat.session import chat_session, may_enter


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    pool = await asyncpg.create_pool(os.environ["DATABASE_URL"])
    cache = Redis.from_url(os.environ["REDIS_URL"])
    app.state.history = History(pool, cache)
    app.state.agent = Agent(AsyncOpenAI())
    yield
    await cache.aclose()
    await pool.close()


app = FastAPI(lifespan=lifespan)
manager = ConnectionManager()


@app.get("/rooms/{room}/messages")
async def messages(room: str) -> list[dict]:
    return await app.state.history.recent(room)


@app.websocket("/chat/{user}")
async def chat(websocket: WebSocket, user: str, token: str = "") -> None:
    if not may_enter(token):
        await websocket.close(code=4401, reason="wrong token")
        return
    await chat_session(websocket, user, manager, app.state.agent)
