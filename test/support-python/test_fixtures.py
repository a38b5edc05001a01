"""The fixtures as a user's suite sees them: in both modes of pytest-asyncio, with and without a running service."""
import asyncio
import concurrent.futures
import contextlib
import queue
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import pytest_asyncio
import real_websocket

SUPPORT = Path(real_websocket.__file__)
#: The name of the argument before pytest-asyncio 0.24.
LOOP_SCOPE = "scope" if pytest_asyncio.__version__.startswith("0.23.") else "loop_scope"
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
    pytester.makeconftest("from real_websocket import open_websocket_pair, real_websockets, websocket_client, websocket_pair  # noqa: F401")

    def run(test, *arguments):
        pytester.makepyfile(test_suite=test)
        return pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:randomly", "-W", "error", "-W", "ignore:Unknown config option", "-rs", "-o", "asyncio_default_fixture_loop_scope=function", *arguments)
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


@pytest.mark.parametrize("scope", ["function", "module", "session"])
def test_open_websocket_pair_works_on_every_loop(suite, scope):
    stays = scope != "function" and not pytest_asyncio.__version__.startswith(("0.", "1.0."))
    result = suite(f"""
import asyncio
import pytest
import real_websocket

pytestmark = pytest.mark.asyncio({LOOP_SCOPE}={scope!r})
ports = []

@pytest.mark.parametrize("time", range(4))
async def test_pair(open_websocket_pair, real_websockets, time):
    ws, ws_client = await open_websocket_pair()
    other, other_client = await real_websockets.open(accepted=True)
    await ws.send_text("hello")
    assert await ws_client.received_text() == ["hello"]
    await other_client.expect_silence()
    ports.append(ws.url.port)

async def test_a_loop_that_stays_keeps_its_server():
    assert (asyncio.get_running_loop() in real_websocket._servers) is {stays}
    assert not {stays} or len(set(ports[1:])) == 1
""")
    result.assert_outcomes(passed=5)


def test_another_loop_is_explained():
    def use():
        loop = asyncio.new_event_loop()
        sockets = real_websocket.RealWebSockets()
        server, client = loop.run_until_complete(sockets.open(accepted=True))
        for send in (server.send_text, client.send_text):
            with pytest.raises(RuntimeError, match="another event loop than the test runs on"):
                asyncio.run(send("hello"))
        loop.run_until_complete(sockets.close())
        loop.close()

    with concurrent.futures.ThreadPoolExecutor(1) as thread:  # pytest-asyncio loses its own loop where asyncio.run() ends
        thread.submit(use).result()


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
    with running_service(str.upper) as url:
        monkeypatch.setenv("TEST_WEBSOCKET_URL", url)
        suite(USES_CLIENT).assert_outcomes(passed=1)


def test_a_service_that_answers_wrongly_fails(suite, monkeypatch):
    with running_service(str.lower) as url:
        monkeypatch.setenv("TEST_WEBSOCKET_URL", url)
        suite(USES_CLIENT).assert_outcomes(failed=1)


@contextlib.contextmanager
def running_service(answer):
    """A service on a thread of its own, as another process would be."""
    async def app(scope, receive, send):
        await receive()
        await send({"type": "websocket.accept"})
        message = await receive()
        await send({"type": "websocket.send", "text": answer(message["text"])})
        await receive()

    async def run():
        async with real_websocket.RealWebSockets() as sockets:
            stop = asyncio.Event()
            started.put((asyncio.get_running_loop(), stop, await sockets.serve(app)))
            await stop.wait()

    started = queue.Queue()
    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    loop, stop, url = started.get(timeout=10)
    try:
        yield f"{url}/ws"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


@pytest.mark.parametrize("package", ["uvicorn", "websockets", "starlette"])
def test_a_missing_package_is_named(package):
    program = f"import sys; sys.modules[{package!r}] = None; sys.path.insert(0, {str(SUPPORT.parent)!r}); import real_websocket"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert result.returncode == 1
    assert f"real_websocket.py needs the package {package!r}" in result.stderr
    assert "pip install" in result.stderr
