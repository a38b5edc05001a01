"""The fixtures as a user's suite sees them: in both modes of pytest-asyncio, with and without a running service."""
import contextlib
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import real_websocket

SUPPORT = Path(real_websocket.__file__)
USES_CLIENT = """
import pytest

@pytest.mark.asyncio
async def test_service(websocket_client):
    await websocket_client.send_text("hello")
    assert await websocket_client.receive_text() == "HELLO"
    await websocket_client.expect_silence()
"""


@pytest.fixture
def suite(pytester, monkeypatch):
    """A suite with the support file beside its conftest.py; gives a function that runs it."""
    for name in ("CI", "TEST_WEBSOCKET_URL"):
        monkeypatch.delenv(name, raising=False)
    pytester.path.joinpath("real_websocket.py").write_text(SUPPORT.read_text("utf-8"), "utf-8")
    pytester.makeconftest("from real_websocket import open_websocket_pair, websocket_client, websocket_pair  # noqa: F401")

    def run(test, *arguments):
        pytester.makepyfile(test_suite=test)
        return pytester.runpytest_subprocess("-p", "no:cacheprovider", "-W", "error", "-rs", "-o", "asyncio_default_fixture_loop_scope=function", *arguments)
    return run


@pytest.mark.parametrize("mode", ["strict", "auto"])
def test_modes(suite, mode):
    mark = "@pytest.mark.asyncio" if mode == "strict" else ""
    result = suite(f"""
import pytest

{mark}
async def test_pair(websocket_pair, open_websocket_pair):
    other, other_client = await open_websocket_pair()
    await other.send_text("other")
    await websocket_pair.server.send_text("hello")
    assert await websocket_pair.client.received_text() == ["hello"]
    assert await other_client.received_text() == ["other"]
""", f"--asyncio-mode={mode}")
    result.assert_outcomes(passed=1)


def test_another_loop_scope_is_explained(suite):
    result = suite("""
import pytest

@pytest.mark.asyncio(loop_scope="session")
async def test_pair(websocket_pair):
    await websocket_pair.server.send_text("hello")
    await websocket_pair.client.receive_text()
""")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*set up on another event loop than the test runs on*"])


def test_without_a_service_the_test_is_skipped_with_the_reason(suite):
    result = suite(USES_CLIENT)
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED*set TEST_WEBSOCKET_URL to the WebSocket service*"])


def test_without_a_service_the_test_fails_in_continuous_integration(suite, monkeypatch):
    monkeypatch.setenv("CI", "true")
    result = suite(USES_CLIENT)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*set TEST_WEBSOCKET_URL to the WebSocket service*"])


def test_a_service_that_is_down_is_skipped_with_the_address(suite, monkeypatch):
    monkeypatch.setenv("TEST_WEBSOCKET_URL", "ws://127.0.0.1:9/ws")
    result = suite(USES_CLIENT)
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED*ConnectionRefusedError*ws://127.0.0.1:9/ws"])


def test_a_running_service(suite, monkeypatch):
    with running_service("connection.send(connection.recv().upper())") as url:
        monkeypatch.setenv("TEST_WEBSOCKET_URL", url)
        suite(USES_CLIENT).assert_outcomes(passed=1)


def test_a_service_that_answers_wrongly_fails(suite, monkeypatch):
    with running_service("connection.send(connection.recv().lower())") as url:
        monkeypatch.setenv("TEST_WEBSOCKET_URL", url)
        suite(USES_CLIENT).assert_outcomes(failed=1)


@contextlib.contextmanager
def running_service(answer):
    from websockets.sync.server import serve

    def handle(connection):
        exec(answer, {"connection": connection})
        for _ in connection:
            pass

    with serve(handle, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}/ws"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("package", ["uvicorn", "websockets", "starlette", "pytest_asyncio"])
def test_a_missing_package_is_named(package):
    program = f"import sys; sys.modules[{package!r}] = None; sys.path.insert(0, {str(SUPPORT.parent)!r}); import real_websocket"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert result.returncode == 1
    assert f"real_websocket.py needs the package {package!r}" in result.stderr
    assert "pip install" in result.stderr
