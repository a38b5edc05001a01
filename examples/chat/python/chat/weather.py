"""The agent's only tool."""

import os

import httpx


async def current_weather(city: str) -> str:
    """One line of text such as `Oslo: 7 °C, rain`; a service that does not answer is a ConnectionError."""
    base = os.environ.get("WEATHER_URL", "https://weather.example")
    async with httpx.AsyncClient(timeout=5) as client:
        try:
            response = await client.get(f"{base}/v1/current", params={"city": city})
        except httpx.TransportError as error:
            raise ConnectionError(f"weather: {error}") from error
    report = response.json()
    return f"{city}: {report['celsius']} °C, {report['sky']}"
