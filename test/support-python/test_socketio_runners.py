"""The Socket.IO server under runners other than pytest-asyncio, each in a process of its own that takes no warning."""
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import real_socketio

SUPPORT = Path(real_socketio.__file__)


@pytest.fixture
def run(tmp_path):
    """Writes the files beside the support file, and runs Python there: gives all that it printed and its exit code."""
    def run(arguments, **files):
        (tmp_path / "real_socketio.py").write_text(SUPPORT.read_text("utf-8"), "utf-8")
        for name, text in files.items():
            (tmp_path / f"{name}.py").write_text(textwrap.dedent(text), "utf-8")
        result = subprocess.run([sys.executable, *arguments], cwd=tmp_path, capture_output=True, text=True)
        return result.stdout + result.stderr, result.returncode
    return run


CASE = """
    import unittest
    from real_socketio import NotReceived, SocketIOServers

    class TestChat(SocketIOServers, unittest.IsolatedAsyncioTestCase):
        async def asyncSetUp(self):
            self.sio, self.sio_client = await self.open_socketio_server()

        async def test_one(self):
            await self.sio.emit("news", {"n": 1}, room="all")
            await self.sio_client.received.expect_only("news", {"n": 1}, room="all")

        async def test_two(self):
            with self.assertRaises(NotReceived):
                await self.sio_client.received.expect_any("news")
"""

MAIN = """
    import asyncio
    from real_socketio import RealSocketIO

    async def main():
        real = RealSocketIO()
        sio, sio_client = await real.open()
        await sio.emit("news", room="all")
        print(await sio_client.received())
        {end}

    asyncio.run(main())
"""


def test_unittest(run):
    output, code = run(["-W", "error", "-m", "unittest", "test_chat"], test_chat=CASE)
    assert code == 0 and "Ran 2 tests" in output and "Warning" not in output, output


def test_unittest_without_pytest(run):
    without = "import sys; sys.modules['pytest'] = sys.modules['pytest_asyncio'] = None; import unittest; unittest.main('test_chat')"
    output, code = run(["-W", "error", "-c", without], test_chat=CASE)
    assert code == 0 and "Ran 2 tests" in output and "Warning" not in output, output


@pytest.mark.parametrize("end", ["await real.close()", "pass"])
def test_asyncio_run_closes_what_is_open(run, end):
    output, code = run(["-W", "error", "main.py"], main=MAIN.format(end=end))
    assert code == 0 and "emit('news', room='all')" in output and "Warning" not in output and "Traceback" not in output, output


def test_anyio(run):
    output, code = run(["-m", "pytest", "-q", "-W", "error", "-W", "ignore:The configuration option", "-p", "no:asyncio"], test_chat="""
        import pytest
        from real_socketio import open_socketio_server

        pytestmark = pytest.mark.anyio

        @pytest.fixture
        def anyio_backend():
            return "asyncio"

        @pytest.mark.parametrize("number", range(2))
        async def test_news(open_socketio_server, number):
            sio, sio_client = await open_socketio_server()
            await sio.emit("news", number)
            await sio_client.received.expect_only("news", number)
    """)
    assert code == 0 and "2 passed" in output, output


def test_wide_loop_and_wrong_loop(run):
    output, code = run(["-m", "pytest", "-q", "-W", "error", "-W", "ignore:The configuration option"], test_chat="""
        import asyncio
        import pytest
        from real_socketio import open_socketio_server

        class TestNews:
            @pytest.mark.parametrize("number", range(3))
            @pytest.mark.asyncio
            async def test_news(self, open_socketio_server, number):
                sio, sio_client = await open_socketio_server()
                await sio.emit("news", number)
                await sio_client.received.expect_only("news", number)

            @pytest.mark.asyncio
            async def test_thread(self, open_socketio_server):
                sio, sio_client = await open_socketio_server()
                with pytest.raises(RuntimeError, match="another event loop"):
                    await asyncio.to_thread(lambda: asyncio.run(sio.emit("news")))
    """)
    assert code == 0 and "4 passed" in output, output
