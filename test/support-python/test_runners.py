"""The same connections under runners other than pytest-asyncio, each in a process of its own that takes no warning."""
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import real_websocket

SUPPORT = Path(real_websocket.__file__)


@pytest.fixture
def run(tmp_path):
    """Writes the files beside the support file, and runs Python there: gives all that it printed and its exit code."""
    def run(arguments, **files):
        (tmp_path / "real_websocket.py").write_text(SUPPORT.read_text("utf-8"), "utf-8")
        for name, text in files.items():
            (tmp_path / f"{name}.py").write_text(textwrap.dedent(text), "utf-8")
        result = subprocess.run([sys.executable, "-X", "dev", *arguments], cwd=tmp_path, capture_output=True, text=True)
        slow = re.compile(r"^Executing <.*> took [\d.]+ seconds\n", re.M)  # what the loop says in development mode on a busy machine
        return slow.sub("", result.stdout + result.stderr), result.returncode
    return run


CASE = """
    import unittest
    from real_websocket import NotReceived, WebSocketPairs

    class TestChat(WebSocketPairs, unittest.IsolatedAsyncioTestCase):
        async def asyncSetUp(self):
            self.ws, self.ws_client = await self.open_websocket_pair(accepted=True)

        async def test_one(self):
            other, other_client = await self.open_websocket_pair("/b", query={"a": 1})
            await self.ws.send_json({"n": 1})
            self.assertEqual(await self.ws_client.received_json(), [{"n": 1}])
            self.assertEqual(other.query_params["a"], "1")
            await other_client.expect_silence()

        async def test_two(self):
            await self.ws_client.drop()
            with self.assertRaises(Exception):
                await self.ws.send_json(1)

        async def test_three(self):
            await self.ws.send_text("x")
            with self.assertRaises(NotReceived):
                await self.ws_client.expect_silence()
"""


def test_unittest(run):
    output, code = run(["-W", "error", "-m", "unittest", "test_chat"], test_chat=CASE)
    assert code == 0 and "Ran 3 tests" in output and "Warning" not in output, output


def test_unittest_without_pytest(run):
    without = "import sys; sys.modules['pytest'] = sys.modules['pytest_asyncio'] = None; import unittest; unittest.main('test_chat')"
    output, code = run(["-W", "error", "-c", without], test_chat=CASE)
    assert code == 0 and "Ran 3 tests" in output and "Warning" not in output, output


def test_unittest_by_pytest(run):
    output, code = run(["-m", "pytest", "-q", "-W", "error", "-W", "ignore:The configuration option"], test_chat=CASE)
    assert code == 0 and "3 passed" in output, output


def test_asyncio_run(run):
    output, code = run(["-W", "error", "main.py"], main="""
        import asyncio
        from real_websocket import real_websocket_server

        async def main():
            async with real_websocket_server() as server:
                ws, ws_client = await server.open()
                await ws.send_text("hello")
                print(await ws_client.received_text())
                await ws_client.drop()

        asyncio.run(main())
    """)
    assert (output, code) == ("['hello']\n", 0)


def test_a_loop_that_ends_with_open_connections_ends_the_server(run):
    output, code = run(["-W", "error", "main.py"], main="""
        import asyncio
        import real_websocket

        async def main():
            sockets = real_websocket.RealWebSockets()
            ws, ws_client = await sockets.open(accepted=True)
            await ws.send_text("hello")
            print(await ws_client.received_text())

        asyncio.run(main())
    """)
    assert (output, code) == ("['hello']\n", 0)


ANYIO = """
    import pytest

    pytestmark = pytest.mark.anyio

    @pytest.fixture
    def anyio_backend():
        return "asyncio"

    @pytest.fixture
    async def chat(open_websocket_pair):
        return await open_websocket_pair()

    async def test_open(open_websocket_pair, chat):
        ws, ws_client = await open_websocket_pair()
        await ws.accept()
        await ws.send_json([1])
        assert await ws_client.received_json() == [[1]]
        await chat.server.send_text("chat")
        assert await chat.client.received_text() == ["chat"]

    async def test_again(open_websocket_pair):
        ws, ws_client = await open_websocket_pair(accepted=True)
        await ws_client.expect_silence()
"""
CONFTEST = "from real_websocket import open_websocket_pair, real_websockets, websocket_client, websocket_pair  # noqa: F401"
#: pytest-asyncio asks for it, and older versions do not know it.
QUIET = ["-p", "no:randomly", "-W", "error", "-W", "ignore:The configuration option", "-W", "ignore:The event loop scope"]


def test_anyio(run):
    output, code = run(["-m", "pytest", "-q", *QUIET], test_chat=ANYIO, conftest=CONFTEST)
    assert code == 0 and "2 passed" in output, output


def test_anyio_without_pytest_asyncio(run):
    more = ANYIO + """
    async def test_pair(websocket_pair):
        await websocket_pair.server.send_text("pair")
        assert await websocket_pair.client.received_text() == ["pair"]
"""
    without = f"import sys\nsys.modules['pytest_asyncio'] = None\n{CONFTEST}\ndel sys.modules['pytest_asyncio']"
    output, code = run(["-m", "pytest", "-q", "-p", "no:asyncio", "-W", "error", "-W", "ignore:Unknown config"], test_chat=more, conftest=without)
    assert code == 0 and "3 passed" in output, output
