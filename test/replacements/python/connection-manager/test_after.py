import pytest

from app import ConnectionManager
from real_websocket import as_json


@pytest.fixture
def manager():
    return ConnectionManager()


@pytest.mark.asyncio
async def test_connect(manager, open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await manager.connect(ws, "ada")
    await ws_client.expect_accepted()
    assert await ws_client.received_json() == [{"type": "connected", "user": "ada"}]
    assert ws in manager.active["ada"]


@pytest.mark.asyncio
async def test_personal_message(manager, open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await manager.connect(ws, "ada")
    await ws_client.clear()
    message = {"type": "private", "cells": (1, 2)}

    assert await manager.send_personal("ada", message) == 1

    assert await ws_client.received_json() == [as_json(message)]


@pytest.mark.asyncio
async def test_broadcast_leaves_out_the_sender(manager, open_websocket_pair):
    ada, ada_client = await open_websocket_pair()
    bob, bob_client = await open_websocket_pair()
    await manager.connect(ada, "ada")
    await manager.connect(bob, "bob")
    await ada_client.clear()
    await bob_client.clear()

    await manager.broadcast({"n": 1}, exclude="bob")

    assert await ada_client.received_json() == [{"n": 1}]
    await bob_client.expect_silence()


@pytest.mark.asyncio
async def test_dead_connection_is_removed(manager, open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await manager.connect(ws, "ada")
    await ws_client.drop()

    assert await manager.send_personal("ada", {"n": 1}) == 0

    assert manager.active == {}


@pytest.mark.asyncio
async def test_kick(manager, open_websocket_pair):
    ws, ws_client = await open_websocket_pair()
    await manager.connect(ws, "ada")
    await ws_client.expect_accepted()

    await manager.kick("ada", "spam")

    await ws_client.expect_close(4003, "spam")
    assert manager.active == {}
