from unittest.mock import AsyncMock

import pytest
from fastapi import WebSocket, WebSocketDisconnect

from chat.connection_manager import ConnectionManager
from chat.session import chat_session, may_enter


class FakeAgent:
    def __init__(self):
        self.questions = []

    async def run(self, question, notifier):
        self.questions.append(question)
        await notifier.agent_started(question)
        await notifier.final_report([])
        return "an answer"


@pytest.mark.asyncio
async def test_ping_is_answered():
    ws = AsyncMock(spec=WebSocket)
    ws.receive_json.side_effect = [{"type": "ping"}, WebSocketDisconnect()]

    await chat_session(ws, "ada", ConnectionManager(), FakeAgent())

    ws.send_json.assert_called_with({"type": "pong"})


@pytest.mark.asyncio
async def test_a_question_reaches_the_agent():
    ws = AsyncMock(spec=WebSocket)
    ws.receive_json = AsyncMock(side_effect=[{"type": "ask", "text": "Who are you?"}, WebSocketDisconnect()])
    agent = FakeAgent()

    await chat_session(ws, "ada", ConnectionManager(), agent)

    assert agent.questions == ["Who are you?"]
    assert [call.args[0]["type"] for call in ws.send_json.call_args_list] == ["connected", "agent_started", "final_report"]


@pytest.mark.asyncio
async def test_hanging_up_leaves_nobody_behind():
    ws = AsyncMock(spec=WebSocket)
    ws.receive_json.side_effect = WebSocketDisconnect()
    manager = ConnectionManager()

    await chat_session(ws, "ada", manager, FakeAgent())

    assert manager.sockets == {}


def test_only_the_secret_opens_the_door(monkeypatch):
    monkeypatch.setenv("CHAT_SECRET", "sesame")
    assert may_enter("sesame")
    assert not may_enter("barley")


def test_without_a_secret_nobody_enters(monkeypatch):
    monkeypatch.delenv("CHAT_SECRET", raising=False)
    assert not may_enter("")
