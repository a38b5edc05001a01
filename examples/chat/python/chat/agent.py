"""Answers a question with the help of a language model and a weather tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chat.notifier import AgentNotifier
from chat.weather import current_weather

if TYPE_CHECKING:
    from openai import AsyncOpenAI

SORRY = "I cannot reach my language model at the moment."


class Agent:
    def __init__(self, llm: AsyncOpenAI, model: str = "gpt-4o-mini") -> None:
        self.llm = llm
        self.model = model

    async def run(self, question: str, notifier: AgentNotifier) -> str:
        """Every run begins with agent_started and ends with final_report, whatever happens in between."""
        tools: list[str] = []
        await notifier.agent_started(question)
        await notifier.agent_thinking(f"What does the user want to know? {question}")
        facts = ""
        if "weather" in question.lower():
            city = question.rstrip("?").split()[-1]
            await notifier.tool_executing("weather", city=city)
            facts = await current_weather(city)
            await notifier.tool_completed("weather", facts)
            tools.append("weather")
        try:
            answer = await self._ask(question, facts)
            await notifier.agent_completed(answer)
        except (TimeoutError, ConnectionError) as error:
            answer = SORRY
            await notifier.agent_fallback(str(error))
        await notifier.final_report(tools)
        return answer

    async def _ask(self, question: str, facts: str) -> str:
        completion = await self.llm.chat.completions.create(
            model=self.model,
            messages=[{"role": "system", "content": f"Facts: {facts}"}, {"role": "user", "content": question}],
        )
        return completion.choices[0].message.content
