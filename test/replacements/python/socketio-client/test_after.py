from unittest.mock import AsyncMock

import pytest

from app import Robot


@pytest.mark.asyncio
async def test_report():
    sio = AsyncMock()
    await Robot(sio).report("ready")
    sio.emit.assert_called_once_with("state", "ready")
