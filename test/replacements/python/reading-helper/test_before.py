from unittest.mock import AsyncMock

import pytest
from starlette.websockets import WebSocket

from app import Agent


@pytest.fixture
def ws():
    return AsyncMock(spec=WebSocket)


def events_of(ws):
    return [c[0][0]["type"] for c in ws.send_json.call_args_list]


def last_of(ws):
    return ws.send_json.call_args[0][0]


@pytest.mark.asyncio
async def test_no_tools(ws):
    await Agent(ws).run()
    assert events_of(ws) == ["agent_started", "agent_completed"]


@pytest.mark.asyncio
async def test_tools_in_order(ws):
    await Agent(ws).run("search", "sql")
    assert events_of(ws)[1:5] == ["tool_executing", "tool_completed"] * 2
    assert last_of(ws)["type"] == "agent_completed"
