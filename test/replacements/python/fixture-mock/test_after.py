import json
from unittest.mock import ANY

import pytest

from app import Notifier


@pytest.fixture
def notifier(websocket_pair):
    return Notifier(websocket_pair.server, "run-1")


@pytest.mark.asyncio
async def test_started(notifier, websocket_pair):
    await notifier.started("triage")

    assert len(await websocket_pair.client.received_text()) == 1
    sent = json.loads((await websocket_pair.client.received_text())[-1])
    assert sent == {"type": "agent_started", "run": ANY, "payload": {"agent": "triage"}}


@pytest.mark.asyncio
async def test_order(websocket_pair, notifier):
    await notifier.started("triage")
    await notifier.completed(3)

    kinds = [json.loads(call)["type"] for call in await websocket_pair.client.received_text()]
    assert kinds == ["agent_started", "agent_completed"]
    assert (await websocket_pair.client.received_text())[-1] == '{"type": "agent_completed", "run": "run-1", "payload": {"result": 3}}'


@pytest.mark.asyncio
async def test_nothing_before_the_start(notifier, websocket_pair):
    await websocket_pair.client.expect_silence()
    assert notifier.websocket is websocket_pair.server
