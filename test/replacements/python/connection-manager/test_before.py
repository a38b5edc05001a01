from unittest.mock import AsyncMock

import pytest
from fastapi import WebSocket, WebSocketDisconnect

from app import ConnectionManager


@pytest.fixture
def manager():
    return ConnectionManager()


@pytest.mark.asyncio
async def test_connect(manager):
    ws = AsyncMock(spec=WebSocket)
    await manager.connect(ws, "ada")
    ws.accept.assert_awaited_once()
    ws.send_json.assert_awaited_once_with({"type": "connected", "user": "ada"})
    assert ws in manager.active["ada"]


@pytest.mark.asyncio
async def test_personal_message(manager):
    ws = AsyncMock(spec=WebSocket)
    await manager.connect(ws, "ada")
    ws.send_json.reset_mock()
    message = {"type": "private", "cells": (1, 2)}

    assert await manager.send_personal("ada", message) == 1

    ws.send_json.assert_called_once_with(message)


@pytest.mark.asyncio
async def test_broadcast_leaves_out_the_sender(manager):
    ada = AsyncMock(spec=WebSocket)
    bob = AsyncMock(spec=WebSocket)
    await manager.connect(ada, "ada")
    await manager.connect(bob, "bob")
    ada.reset_mock()
    bob.reset_mock()

    await manager.broadcast({"n": 1}, exclude="bob")

    ada.send_json.assert_called_once_with({"n": 1})
    bob.send_json.assert_not_called()


@pytest.mark.asyncio
async def test_dead_connection_is_removed(manager):
    ws = AsyncMock(spec=WebSocket)
    await manager.connect(ws, "ada")
    ws.send_json.side_effect = WebSocketDisconnect()

    assert await manager.send_personal("ada", {"n": 1}) == 0

    assert manager.active == {}


@pytest.mark.asyncio
async def test_kick(manager):
    ws = AsyncMock(spec=WebSocket)
    await manager.connect(ws, "ada")
    ws.accept.assert_called_once()

    await manager.kick("ada", "spam")

    ws.close.assert_called_once_with(code=4003, reason="spam")
    assert manager.active == {}
