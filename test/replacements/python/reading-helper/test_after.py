import pytest

from app import Agent


async def events_of(ws_client):
    return [c["type"] for c in await ws_client.received_json()]


async def last_of(ws_client):
    return (await ws_client.received_json())[-1]


@pytest.mark.asyncio
async def test_no_tools(websocket_pair):
    await Agent(websocket_pair.server).run()
    assert await events_of(websocket_pair.client) == ["agent_started", "agent_completed"]


@pytest.mark.asyncio
async def test_tools_in_order(websocket_pair):
    await Agent(websocket_pair.server).run("search", "sql")
    assert (await events_of(websocket_pair.client))[1:5] == ["tool_executing", "tool_completed"] * 2
    assert (await last_of(websocket_pair.client))["type"] == "agent_completed"
