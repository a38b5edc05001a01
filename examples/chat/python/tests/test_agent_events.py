from unittest.mock import AsyncMock, MagicMock, patch

import pytest
from fastapi import WebSocket

from chat.agent import SORRY, Agent
from chat.notifier import AgentNotifier


@pytest.fixture
def mock_websocket():
    return AsyncMock(spec=WebSocket)


@pytest.fixture
def llm():
    client = AsyncMock()
    client.chat.completions.create.return_value.choices = [MagicMock()]
    client.chat.completions.create.return_value.choices[0].message.content = "Take an umbrella."
    return client


def events_of(websocket):
    return [call[0][0]["type"] for call in websocket.send_json.call_args_list]


@pytest.mark.asyncio
async def test_a_run_tells_every_step(mock_websocket, llm):
    with patch("chat.agent.current_weather", new_callable=AsyncMock, return_value="Oslo: 7 °C, rain"):
        answer = await Agent(llm).run("How is the weather in Oslo?", AgentNotifier(mock_websocket, "ada-1"))

    assert answer == "Take an umbrella."
    assert events_of(mock_websocket) == [
        "agent_started",
        "agent_thinking",
        "tool_executing",
        "tool_completed",
        "agent_completed",
        "final_report",
    ]


@pytest.mark.asyncio
async def test_fallback_when_the_model_is_silent(mock_websocket, llm):
    llm.chat.completions.create.side_effect = TimeoutError("no answer within 30 s")

    answer = await Agent(llm).run("Who are you?", AgentNotifier(mock_websocket, "ada-1"))

    assert answer == SORRY
    assert events_of(mock_websocket) == ["agent_started", "agent_thinking", "agent_fallback", "final_report"]


@pytest.mark.asyncio
async def test_tool_events_name_the_tool():
    websocket = AsyncMock(spec=WebSocket)
    notifier = AgentNotifier(websocket, "ada-1")

    await notifier.tool_executing("weather", city="Oslo")
    await notifier.tool_completed("weather", "rain")

    assert websocket.send_json.call_count == 2
    assert websocket.send_json.call_args_list[0][0][0]["arguments"] == {"city": "Oslo"}
    last = websocket.send_json.call_args[0][0]
    assert last["type"] == "tool_completed"
    assert last["result"] == "rain"


@pytest.mark.asyncio
@patch("chat.notifier.time.time", return_value=1700000000.7)
async def test_events_carry_the_time(mock_time, mock_websocket):
    await AgentNotifier(mock_websocket, "ada-1").agent_thinking("hm")

    mock_websocket.send_json.assert_called_once_with(
        {"type": "agent_thinking", "run": "ada-1", "thought": "hm", "time": 1700000000}
    )
