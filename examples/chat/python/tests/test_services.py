import json
from unittest.mock import AsyncMock, MagicMock, patch

import httpx
import pytest

from chat.history import History
from chat.weather import current_weather


@pytest.mark.asyncio
async def test_weather_is_one_line():
    response = MagicMock()
    response.json.return_value = {"celsius": 7, "sky": "rain"}
    with patch("chat.weather.httpx.AsyncClient.get", new_callable=AsyncMock, return_value=response) as get:
        assert await current_weather("Oslo") == "Oslo: 7 °C, rain"
    get.assert_called_once_with("https://weather.example/v1/current", params={"city": "Oslo"})


@pytest.mark.asyncio
async def test_weather_service_is_down(monkeypatch):
    monkeypatch.setattr(httpx.AsyncClient, "get", AsyncMock(side_effect=httpx.ConnectError("refused")))
    with pytest.raises(ConnectionError, match="refused"):
        await current_weather("Oslo")


@pytest.mark.asyncio
async def test_history_comes_from_the_cache():
    pool = AsyncMock()
    redis = AsyncMock()
    redis.get.return_value = json.dumps([{"author": "ada", "text": "hi"}])

    assert await History(pool, redis).recent("lobby") == [{"author": "ada", "text": "hi"}]

    pool.fetch.assert_not_called()
    redis.get.assert_called_once_with("history:lobby")


@pytest.mark.asyncio
async def test_a_new_message_empties_the_cache():
    pool = AsyncMock()
    redis = AsyncMock()

    await History(pool, redis).add("lobby", "ada", "hi")

    pool.execute.assert_awaited_once()
    redis.delete.assert_awaited_once_with("history:lobby")
