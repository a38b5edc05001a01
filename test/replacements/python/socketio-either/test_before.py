from unittest.mock import AsyncMock

import pytest

from app import beat


@pytest.mark.asyncio
async def test_beat():
    sio = AsyncMock()
    await beat(sio, 1)
    sio.emit.assert_called_once_with("beat", {"n": 1})
