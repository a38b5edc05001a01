"""The support file for aiohttp under other runners, and among many tests."""
import os
from pathlib import Path

import pytest

SUPPORT = Path(__file__).parents[2] / "server/src/core/services/websocket/support"
QUIET = ["-W", "error::ResourceWarning", "-W", "error::pytest.PytestUnraisableExceptionWarning"]


@pytest.fixture(autouse=True)
def support_path(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.fspath(SUPPORT))


def test_unittest(pytester):
    pytester.makepyfile("""
        import unittest
        from real_aiohttp_websocket import AiohttpPairs

        class TestHub(AiohttpPairs, unittest.IsolatedAsyncioTestCase):
            async def asyncSetUp(self):
                self.ws, self.ws_client = await self.open_aiohttp_pair()
                self.other, self.other_server = await self.open_aiohttp_client_pair()

            async def test_both(self):
                await self.ws.send_str("a")
                await self.other.send_str("b")
                self.assertEqual(await self.ws_client.received_text(), ["a"])
                self.assertEqual(await self.other_server.received_text(), ["b"])
    """)
    result = pytester.runpytest_subprocess(*QUIET)
    result.assert_outcomes(passed=1)


def test_strict_mode_auto_mode_and_wider_loops(pytester):
    pytester.makeconftest("from real_aiohttp_websocket import open_aiohttp_pair, aiohttp_pair, open_aiohttp_client_pair, aiohttp_client_pair")
    pytester.makepyfile("""
        import pytest

        @pytest.mark.asyncio
        @pytest.mark.parametrize("n", range(3))
        async def test_function_loop(open_aiohttp_pair, aiohttp_client_pair, n):
            ws, far = await open_aiohttp_pair()
            await ws.send_str("a")
            await aiohttp_client_pair.client.send_str("b")
            assert await far.received_text() == ["a"]
            assert await aiohttp_client_pair.server.received_text() == ["b"]

        @pytest.mark.asyncio(%s="module")
        @pytest.mark.parametrize("n", range(3))
        async def test_module_loop(open_aiohttp_pair, open_aiohttp_client_pair, n):
            ws, far = await open_aiohttp_pair()
            await ws.send_str("a")
            assert await far.received_text() == ["a"]
            ws, far = await open_aiohttp_client_pair()
            await ws.send_str("a")
            assert await far.received_text() == ["a"]
    """ % ("loop_scope" if is_new() else "scope"))
    for mode in ("strict", "auto"):
        pytester.runpytest_subprocess(*QUIET, "--asyncio-mode", mode).assert_outcomes(passed=6)


def is_new():
    from importlib.metadata import version
    return tuple(map(int, version("pytest-asyncio").split(".")[:2])) >= (0, 24)


def test_anyio(pytester):
    pytester.makeconftest("from real_aiohttp_websocket import open_aiohttp_pair\nimport pytest\n\n@pytest.fixture\ndef anyio_backend():\n    return 'asyncio'")
    pytester.makepyfile("""
        import pytest

        @pytest.mark.anyio
        async def test_it(open_aiohttp_pair):
            ws, far = await open_aiohttp_pair()
            await ws.send_str("a")
            assert await far.received_text() == ["a"]
    """)
    pytester.runpytest_subprocess(*QUIET).assert_outcomes(passed=1)


def test_a_fixture_on_another_loop_says_so(pytester):
    pytester.makeconftest("from real_aiohttp_websocket import aiohttp_pair")
    pytester.makepyfile("""
        import asyncio

        def test_it(aiohttp_pair):
            asyncio.run(aiohttp_pair.client.received_text())
    """)
    result = pytester.runpytest_subprocess("--asyncio-mode", "auto")
    result.stdout.fnmatch_lines(["*another event loop*"])
