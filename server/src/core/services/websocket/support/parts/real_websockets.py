# demock: support v1
# ruff: noqa
# fmt: off
"""A real WebSocket connection for tests of code that uses the `websockets` library, in place of a mock.

    async def test_greeting(open_websockets_pair):
        ws, ws_client = await open_websockets_pair()
        await handler(ws)                                   # the code under test gets a real ServerConnection ...
        assert await ws_client.received_messages() == ["hello"]   # ... and the test reads what really arrived

    async def test_feed(open_websockets_server):
        ws_server = await open_websockets_server(['{"price": 1}'], hang_up=True)
        await Feed(ws_server.url).listen()                  # the code under test connects to a real server, which says this
        assert await ws_server.received_messages() == ["subscribe"]

Every pair is one TCP connection on 127.0.0.1 to a server inside the test process, on a free port. Nothing sleeps: before a
look at what arrived, the end of the code under test sends a marker behind everything that it has sent so far (a server that
the code connects to by itself sends a ping instead); when the marker arrives, everything before it has arrived, so that counts
and absences are exact. Every wait is bounded (REAL_WEBSOCKET_TIMEOUT, 5 seconds by default).

    pytest     Import the fixtures in conftest.py: `from real_websockets import open_websockets_pair, websockets_pair  # noqa: F401`.
               open_websockets_pair     opens pairs, in tests of pytest-asyncio (any mode and loop scope) and of anyio;
                                        legacy=True: of websockets.legacy; client=True: the code under test gets the client's end
               websockets_pair          one open pair: `.server` for the code under test, `.client` for the test
               open_websockets_server   opens servers for code that connects by itself: `.url`, `.received_messages()`
    unittest   class TestChat(WebsocketsPairs, unittest.IsolatedAsyncioTestCase): ... await self.open_websockets_pair()
    neither    async with RealWebSockets() as sockets: ... await sockets.open()

It needs Python 3.8, websockets 10.4, pytest 7.4 and pytest-asyncio 0.23, or newer ones.

Demock wrote this file and it is yours: change it as you like. While it is unedited, Demock upgrades it; afterwards it stays as it is.
"""
from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import importlib
import importlib.metadata
import importlib.util
import json
import os
import socket
import uuid
import warnings
from typing import (
    Any, AsyncGenerator, AsyncIterator, Awaitable, Callable, Dict, Iterator, List, Mapping, NamedTuple, NoReturn, Optional, Sequence, Set, Tuple, Type, TypeVar, Union, cast)

try:
    from websockets.exceptions import ConnectionClosed
except ImportError as error:
    raise ImportError("real_websockets.py needs the package 'websockets': pip install pytest pytest-asyncio websockets") from error

try:
    import pytest
except ImportError:
    pytest = None  # type: ignore[assignment]
try:
    import pytest_asyncio
except ImportError:
    pytest_asyncio = None  # type: ignore[assignment]

#: take: _NEW_CLIENT, _connect, TIMEOUT, _MARKER


# ======================================================================================================================
# 1 · What arrived
# ======================================================================================================================

#: take: NotReceived, Messages


# ======================================================================================================================
# 2 · Contracts of event streams
# ======================================================================================================================

#: take: _Event, EventContract, field_of, expect_events

#: take: contracts


# ======================================================================================================================
# 3 · The far end
# ======================================================================================================================

#: take: WebSocketClient


class FarEnd(WebSocketClient):
    """The test's end of a connection of `websockets`, whose messages are text or bytes."""

    async def received_messages(self) -> Messages:
        """Every message since the start or clear(), as it came: str or bytes."""
        await self.flush()
        return Messages(self._messages)

    async def expect_messages(self, expected: Sequence[Any]) -> None:
        """These messages, as they came, arrived one directly after the other, perhaps with others before and behind."""
        arrived = list(await self.received_messages())
        if not any(arrived[start:start + len(expected)] == list(expected) for start in range(len(arrived) + 1)):
            self._fail(f"expected in this order, without others between: {list(expected)!r}")


class _ServerSide(FarEnd):
    """The server's end, where the code under test is the client."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.arrivals: asyncio.Queue[Any] = asyncio.Queue()

    async def _open(self, sock: Optional[socket.socket]) -> Any:
        return await self.arrivals.get()


class WebSocketServer(FarEnd):
    """A server for code that connects by itself: give it `url`. What its connections send is kept, in the order of arrival.

    It sends the script to each connection, one message after the other, and then hangs up if it is told to: each one when the client has taken the one
    before and has nothing else to do. Where the code waits for something else between two messages, leave hang_up=False.
    """

    def __init__(self, url: str, script: Sequence[Any], hang_up: bool, code: int) -> None:
        super().__init__(url)
        self.script = script
        #: The paths with which the code under test has connected.
        self.paths: List[str] = []
        self._hang_up = hang_up
        self._code = code
        self._arrived: Any = None
        self._hung_up = False

    async def flush(self) -> None:
        """Returns when everything that the code under test has sent so far is here."""
        if self._connection is not None:
            await super().flush()

    async def expect_connected(self, times: Optional[int] = None, path: Optional[str] = None) -> None:
        """The code under test has connected, so many times (None: at least once), the last time with this path."""
        if len(self.paths) != times if times is not None else not self.paths:
            self._fail(f"expected {'a connection' if times is None else f'{times} connection(s)'}, but there were {len(self.paths)}")
        if path is not None and self.paths[-1] != path:
            self._fail(f"expected a connection to {path!r}, but the last one was to {self.paths[-1]!r}")

    async def expect_close(self, code: Optional[int] = None, reason: Optional[str] = None) -> int:
        """The code under test closed its last connection, before the server hung up."""
        known = await super().expect_close(code, reason)
        if self._hung_up:
            self._fail("the code under test did not close the connection before the server hung up")
        return known

    async def _serve(self, connection: Any, *_: Any) -> None:
        self.paths.append(_path_of(connection))
        self._arrived = connection
        self.is_closed = self._hung_up = False
        speaker = asyncio.ensure_future(self._say(connection))
        try:
            await self._run(None)
        finally:
            speaker.cancel()
            await asyncio.gather(speaker, return_exceptions=True)

    async def _open(self, sock: Optional[socket.socket]) -> Any:
        return self._arrived

    async def _say(self, connection: Any) -> None:
        with contextlib.suppress(ConnectionClosed):
            for message in self.script:
                await self._turn(connection)
                await connection.send(message if isinstance(message, (str, bytes)) else json.dumps(message))
            if self._hang_up:
                await self._turn(connection)
                self._hung_up = bool(connection.state.name == "OPEN")
                await connection.close(self._code)
            else:
                await self._patience(connection)

    async def _patience(self, connection: Any) -> None:
        """Code that waits for more than the script has would wait for ever: it is hung up on when nothing has happened for REAL_WEBSOCKET_TIMEOUT."""
        before = -1
        while before != len(self._messages):
            before = len(self._messages)
            await asyncio.sleep(TIMEOUT)
        self._hung_up = bool(connection.state.name == "OPEN")
        await connection.close(1011, f"nothing happened for {TIMEOUT:g} s")

    async def _turn(self, connection: Any) -> None:
        """Two round trips: what the client does about the message before has been sent by then."""
        for _ in range(2):
            await (await connection.ping())


def _path_of(connection: Any) -> str:
    path = getattr(getattr(connection, "request", None), "path", None)
    return path if isinstance(path, str) else str(connection.path)


# ======================================================================================================================
# 4 · The near end
# ======================================================================================================================

class _ServerEnd:
    """What the far end knows of the connection that the code under test was given."""

    is_waiting = False
    accepted_by = "code"

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.closed_by_code = False
        self.failed_sends = 0
        self.taken = 0
        self.loop = asyncio.get_running_loop()
        self.asking = False
        self.asked = asyncio.Event()

    async def accept_for_code(self, by: str = "fixture") -> None:
        """It is open: the library has answered the handshake."""

    async def asked_for(self, position: int) -> None:
        """Waits until the code under test has taken `position` messages and asks for the next one."""
        while not (self.asking and self.taken >= position):
            self.asked.clear()
            await self.asked.wait()

    async def send_marker(self, marker: str) -> bool:
        try:
            await self.connection.send_plainly(marker)
        except ConnectionClosed:
            return False
        return True

    def is_lost(self) -> bool:
        return bool(self.connection.state.name == "CLOSED")

    async def until_told(self) -> None:
        """Waits until it knows that the other end has hung up."""
        await asyncio.wait_for(self.connection.wait_closed(), TIMEOUT)


class _NearEnd:
    """Added to the library's connection: the test is told what the code under test does with it."""

    @property
    def end(self) -> _ServerEnd:
        known: Optional[_ServerEnd] = self.__dict__.get("_end_of_test")
        if known is None:
            known = self.__dict__["_end_of_test"] = _ServerEnd(self)
        return known

    async def send_plainly(self, message: Any) -> None:
        await super().send(message)  # type: ignore[misc]

    async def send(self, message: Any, *arguments: Any, **options: Any) -> None:
        _require_loop(self.end.loop)
        try:
            await super().send(message, *arguments, **options)  # type: ignore[misc]
        except Exception:
            self.end.failed_sends += 1
            raise

    async def recv(self, *arguments: Any, **options: Any) -> Any:
        end = self.end
        _require_loop(end.loop)
        end.asking = True
        end.asked.set()
        try:
            message = await asyncio.wait_for(super().recv(*arguments, **options), TIMEOUT)  # type: ignore[misc]
        except asyncio.TimeoutError:
            raise NotReceived(f"the code under test waited {TIMEOUT:g} s for a message, but the other end sent none") from None
        finally:
            end.asking = False
        end.taken += 1
        return message

    async def close(self, *arguments: Any, **options: Any) -> None:
        self.end.closed_by_code = True
        await super().close(*arguments, **options)  # type: ignore[misc]

    async def close_plainly(self) -> None:
        await super().close()  # type: ignore[misc]


class WebSocketPair(NamedTuple):
    """Both ends of one connection, `ws, ws_client = pair`: `server` is the end of the code under test, `client` that of the test."""

    server: Any
    client: FarEnd


# ======================================================================================================================
# 5 · Servers
# ======================================================================================================================

_classes: Dict[Tuple[str, bool], Any] = {}


def _class(side: str, legacy: bool) -> Any:
    """The library's connection with what the test needs: of `websockets.legacy`, or of the API that came with websockets 13."""
    if (side, legacy) not in _classes:
        module = _library(side, legacy)
        base = getattr(module, {"server": "WebSocketServerProtocol", "client": "WebSocketClientProtocol"}[side] if legacy else {"server": "ServerConnection", "client": "ClientConnection"}[side])
        _classes[side, legacy] = type(base.__name__, (_NearEnd, base), {})
    return _classes[side, legacy]


def _library(side: str, legacy: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return importlib.import_module(f"websockets.legacy.{side}" if legacy else f"websockets.asyncio.{side}")


async def _serve(handler: Callable[[Any], Awaitable[None]], near: bool, legacy: bool, subprotocols: Optional[Sequence[str]]) -> Any:
    """A server on a free port of 127.0.0.1; `near`: its connections are given to the code under test."""
    options: Dict[str, Any] = {"create_protocol" if legacy else "create_connection": _class("server", legacy)} if near else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return await _library("server", legacy).serve(
            handler, "127.0.0.1", 0, subprotocols=list(subprotocols or []) or None, compression=None, ping_interval=None, close_timeout=2, max_size=None, max_queue=2**30, **options)


def _url(server: Any) -> str:
    host, port = next(iter(server.sockets)).getsockname()[:2]
    return f"ws://{host}:{port}"


# ======================================================================================================================
# 6 · Manager
# ======================================================================================================================

class RealWebSockets:
    """Opens connections and servers on the running event loop, and closes everything in order, the last one first.

        async with RealWebSockets() as sockets:
            ws, ws_client = await sockets.open()                    # both ends of one connection
            server = await sockets.serve(["hello"])                 # a server for code that connects by itself
    """

    def __init__(self) -> None:
        self._loop: Optional[asyncio.AbstractEventLoop] = None
        self._life: Optional[AsyncGenerator[None, None]] = None
        self._closers: List[Callable[[], Awaitable[None]]] = []

    async def __aenter__(self) -> RealWebSockets:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def open(self, path: str = "/", *, headers: Optional[Mapping[str, str]] = None, subprotocols: Optional[Sequence[str]] = None,
                   legacy: bool = False, client: bool = False) -> WebSocketPair:
        """Opens one connection. legacy=True: its near end is of websockets.legacy; client=True: it is the client's end of the connection."""
        await self._use_loop()
        legacy = legacy or not _NEW_CLIENT
        return await (self._open_client if client else self._open_server)(path, headers, subprotocols, legacy)

    async def serve(self, script: Sequence[Any] = (), *, hang_up: bool = False, code: int = 1000, subprotocols: Optional[Sequence[str]] = None) -> WebSocketServer:
        """A server for code that connects by itself, which sends the messages of the script; str and bytes as they are, anything else as JSON."""
        await self._use_loop()
        known: List[WebSocketServer] = []

        async def handler(connection: Any, *_: Any) -> None:
            await known[0]._serve(connection)
        server = await _serve(handler, False, not _NEW_CLIENT, subprotocols)
        known.append(WebSocketServer(_url(server), script, hang_up, code))

        async def close() -> None:
            await known[0]._leave()
            server.close()
            await server.wait_closed()
        self._closers.append(close)
        return known[0]

    async def close(self) -> None:
        """Closes everything that is open, in order."""
        if self._life is not None:
            await self._life.aclose()
            self._life = None

    async def close_after_test(self, may_stay: bool) -> None:
        await self.close()

    async def _open_server(self, path: str, headers: Optional[Mapping[str, str]], subprotocols: Optional[Sequence[str]], legacy: bool) -> WebSocketPair:
        arrival: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        released = asyncio.Event()

        async def handler(connection: Any, *_: Any) -> None:
            arrival.set_result(connection)
            await released.wait()
        server = await _serve(handler, True, legacy, subprotocols)
        far = FarEnd(_url(server) + path, headers, subprotocols)

        async def close() -> None:
            released.set()
            await far._end()
            server.close()
            await server.wait_closed()
        self._closers.append(close)
        waiting: List[asyncio.Future[Any]] = [arrival, far._start()]
        await asyncio.wait(waiting, timeout=TIMEOUT, return_when=asyncio.FIRST_COMPLETED)
        if not arrival.done():
            far._fail("the server end did not get the connection")
        far._server = arrival.result().end
        await far.opened()
        return WebSocketPair(arrival.result(), far)

    async def _open_client(self, path: str, headers: Optional[Mapping[str, str]], subprotocols: Optional[Sequence[str]], legacy: bool) -> WebSocketPair:
        released = asyncio.Event()
        known: List[_ServerSide] = []

        async def handler(connection: Any, *_: Any) -> None:
            known[0].arrivals.put_nowait(connection)
            await released.wait()
        server = await _serve(handler, False, legacy, subprotocols)
        known.append(_ServerSide(_url(server) + path))
        known[0]._start()
        options: Dict[str, Any] = {("extra_headers" if legacy else "additional_headers"): dict(headers or {}), ("create_protocol" if legacy else "create_connection"): _class("client", legacy)}
        if not legacy and int(importlib.metadata.version("websockets").split(".")[0]) >= 15:
            options["proxy"] = None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            near = await _library("client", legacy).connect(
                known[0].url, subprotocols=list(subprotocols or []) or None, compression=None, ping_interval=None, close_timeout=2, max_size=None, max_queue=2**30, **options)

        async def close() -> None:
            with contextlib.suppress(Exception):  # it may be closed or lost already
                await near.close_plainly()
            await known[0]._end()
            released.set()
            server.close()
            await server.wait_closed()
        self._closers.append(close)
        await known[0].opened()
        known[0]._server = near.end
        return WebSocketPair(near, known[0])

    async def _use_loop(self) -> None:
        self._loop = self._loop or asyncio.get_running_loop()
        _require_loop(self._loop)
        if self._life is None:
            self._life = self._run()
            await self._life.__anext__()

    async def _run(self) -> AsyncGenerator[None, None]:
        """Everything ends with the event loop at the latest: the loop finishes this generator."""
        try:
            yield
        finally:
            while self._closers:
                await self._closers.pop()()


#: take: play, as_json, _Kind, _json, _decoded, _of_type, _hashable, _labelled, _shortened, _require_loop


# ======================================================================================================================
# 7 · Fixtures
# ======================================================================================================================

#: take: _loop_fixtures, _sockets_of_test, _sockets_of_any_test


class WebsocketsPairs:
    """For unittest: `class TestChat(WebsocketsPairs, unittest.IsolatedAsyncioTestCase)`; everything is closed behind asyncTearDown."""

    async def open_websockets_pair(self, path: str = "/", **options: Any) -> WebSocketPair:
        """Opens a connected pair: see RealWebSockets.open for what it takes."""
        return await self._sockets_of_websockets().open(path, **options)

    async def open_websockets_server(self, script: Sequence[Any] = (), **options: Any) -> WebSocketServer:
        """Opens a server for code that connects by itself: see RealWebSockets.serve for what it takes."""
        return await self._sockets_of_websockets().serve(script, **options)

    def _sockets_of_websockets(self) -> RealWebSockets:
        sockets: Optional[RealWebSockets] = self.__dict__.get("_websockets_of_test")
        if sockets is None or sockets._loop is not asyncio.get_running_loop():
            sockets = self.__dict__["_websockets_of_test"] = RealWebSockets()
            self.addAsyncCleanup(sockets.close)  # type: ignore[attr-defined]
        return sockets


#: take: _Fixture, _fixture, _async_fixture


@_fixture
def open_websockets_pair(request: Any) -> Iterator[Callable[..., Awaitable[WebSocketPair]]]:
    """Opens connected pairs: `ws, ws_client = await open_websockets_pair()`; see RealWebSockets.open for what it takes."""
    with _sockets_of_any_test(request) as sockets:
        yield sockets.open


@_fixture
def open_websockets_server(request: Any) -> Iterator[Callable[..., Awaitable[WebSocketServer]]]:
    """Opens servers for code that connects by itself: `ws_server = await open_websockets_server(["hello"])`; see RealWebSockets.serve."""
    with _sockets_of_any_test(request) as sockets:
        yield sockets.serve


@_async_fixture
async def websockets_pair(request: Any) -> AsyncIterator[WebSocketPair]:
    """One connected pair: `.server` for the code under test, `.client` for the test."""
    async with _sockets_of_test(request) as sockets:
        yield await sockets.open()
