"""A real WebSocket connection for tests of Starlette and FastAPI code, in place of a mock.

    async def test_greeting(open_websocket_pair):
        ws, ws_client = await open_websocket_pair()
        await manager.connect(ws, "ada")                    # the code under test gets a real starlette WebSocket ...
        await ws_client.expect_accepted()
        assert await ws_client.received_json() == [{"type": "hello"}]   # ... and the test reads what really arrived

Every pair is one TCP connection on 127.0.0.1 to a uvicorn server inside the test process. Nothing sleeps: before a
look at what arrived, the server end sends a marker behind everything the code under test has sent so far; when the
marker arrives, everything before it has arrived, so that counts and absences are exact. Every wait is bounded
(REAL_WEBSOCKET_TIMEOUT, 5 seconds by default).

Import the fixtures in conftest.py: `from real_websocket import open_websocket_pair, websocket_pair  # noqa: F401`;
`websocket_client`, for a service that runs already, can be imported beside them.

This file was written by Demock once and is yours now: change it as you like.
"""
from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import os
import socket
import uuid
import warnings
from typing import Any, AsyncIterator, Awaitable, Callable, Dict, List, Mapping, NamedTuple, NoReturn, Optional, Sequence, Tuple, Union
from urllib.parse import urlencode

try:
    import pytest
    import pytest_asyncio
    import uvicorn
    from starlette.websockets import WebSocket, WebSocketState
    from websockets.asyncio.client import connect
    from websockets.exceptions import ConnectionClosed, InvalidStatus
except ImportError as error:
    raise ImportError(
        f"real_websocket.py needs the package {(error.name or str(error)).split('.')[0]!r} (websockets: 13 or newer). "
        "Install what is missing: pip install pytest pytest-asyncio starlette uvicorn 'websockets>=13'") from error

TIMEOUT = float(os.environ.get("REAL_WEBSOCKET_TIMEOUT", "5"))
_MARKER = "\x00real-websocket-marker:"


class NotReceived(AssertionError):
    """What the test waited for did not arrive, or more arrived than it allowed."""


class Messages(List[Any]):
    """What arrived, in order; an index beyond it fails the test and says what did arrive."""

    def __getitem__(self, index: Any) -> Any:
        try:
            return super().__getitem__(index)
        except IndexError:
            raise NotReceived(f"message [{index}] was asked for, but {len(self)} arrived: {list(self)}") from None


class WebSocketClient:
    """The far end of a connection: it keeps every message in the order of arrival.

    Look:     received_json(), received_text(), received_bytes(), received() - everything since the start or clear()
    Take:     receive_json(), receive_text(), receive_bytes() - the next message, waiting for it
    Expect:   expect_silence(), expect_sequence(), expect_accepted(), expect_close(), expect_rejected() and their opposites
    Act:      send_json(), send_text(), send_bytes(), play(), close(), drop(), disconnect()
    """

    def __init__(self, url: str, headers: Optional[Mapping[str, str]] = None, subprotocols: Optional[Sequence[str]] = None) -> None:
        self.url = url
        #: Messages that play() sends when it is given none.
        self.script: Sequence[Any] = ()
        self.close_code: Optional[int] = None
        self.close_reason = ""
        self.is_closed = False
        self._headers = dict(headers or {})
        self._subprotocols = list(subprotocols or [])
        self._messages: List[Union[str, bytes]] = []
        self._taken = 0
        self._markers: set[str] = set()
        self._connection: Any = None
        self._failure: Optional[BaseException] = None
        self._server: Optional[_ServerEnd] = None
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self._task: Optional[asyncio.Task[None]] = None

    # ---- looking at what arrived, without taking it away
    async def received(self) -> Messages:
        """Every message since the start or clear(); text that is JSON is decoded."""
        await self.flush()
        return Messages(_decoded(message) for message in self._messages)

    async def received_json(self) -> Messages:
        """Every message, decoded; fails when one is not JSON."""
        await self.flush()
        return Messages(_json(message) for message in self._messages)

    async def received_text(self) -> Messages:
        """Every message; fails when one is binary."""
        await self.flush()
        return Messages(_of_type(str, message) for message in self._messages)

    async def received_bytes(self) -> Messages:
        """Every message; fails when one is text."""
        await self.flush()
        return Messages(_of_type(bytes, message) for message in self._messages)

    async def clear(self) -> None:
        """Forgets what arrived so far."""
        await self.flush()
        self._messages.clear()
        self._taken = 0
        if self._server is not None:
            self._server.failed_sends = 0

    async def flush(self) -> None:
        """Returns when everything that the other end has sent so far is here."""
        if self.is_closed:
            return
        if self._server is None:
            with contextlib.suppress(ConnectionClosed):
                await asyncio.wait_for(await self._connection.ping(), TIMEOUT)
            return
        marker = _MARKER + uuid.uuid4().hex
        if self._server.application_state == WebSocketState.CONNECTING:
            return
        if await self._server.send_marker(marker):
            await self._until(lambda: marker in self._markers or self.is_closed, "the marker of the server end did not arrive")
            self._markers.discard(marker)
        else:
            await self._until(lambda: self.is_closed, "the close of the server end did not arrive")

    # ---- taking messages one by one
    async def receive(self) -> Union[str, bytes]:
        """The next message as it came, waiting for it."""
        await self._until(lambda: len(self._messages) > self._taken or self.is_closed, "no message arrived")
        if len(self._messages) <= self._taken:
            self._fail("the connection ended before a message arrived")
        self._taken += 1
        return self._messages[self._taken - 1]

    async def receive_json(self) -> Any:
        return _json(await self.receive())

    async def receive_text(self) -> str:
        return _of_type(str, await self.receive())

    async def receive_bytes(self) -> bytes:
        return _of_type(bytes, await self.receive())

    # ---- expectations
    async def expect_silence(self, within: float = 0) -> None:
        """Nothing has arrived that was not taken; with `within`, nothing does so for that many seconds either."""
        await self.flush()
        if within:
            with contextlib.suppress(NotReceived):
                await self._until(lambda: len(self._messages) > self._taken or self.is_closed, "", within)
        if len(self._messages) > self._taken:
            self._fail(f"expected silence, but {len(self._messages) - self._taken} message(s) arrived")
        if self._server is not None and self._server.failed_sends:
            self._fail("expected silence, but the code under test tried to send on a connection that is gone")

    async def expect_sequence(self, expected: Sequence[Any]) -> None:
        """These messages arrived one directly after the other, perhaps with others before and behind."""
        arrived = await self.received()
        if not any(list(arrived[start:start + len(expected)]) == list(expected) for start in range(len(arrived) + 1)):
            self._fail(f"expected in this order, without others between: {list(expected)!r}")

    async def expect_accepted(self, subprotocol: Optional[str] = None) -> None:
        """The code under test called accept(), with this subprotocol (None: with none)."""
        if self._server is not None and self._server.accepted_by != "code":
            self._fail("the code under test did not call accept()")
        await self.opened()
        if self._connection.subprotocol != subprotocol:
            self._fail(f"accepted with the subprotocol {self._connection.subprotocol!r}, expected {subprotocol!r}")

    async def expect_not_accepted(self) -> None:
        """The code under test did not call accept()."""
        if self._server is None or self._server.accepted_by == "code":
            self._fail("the code under test called accept()")

    async def expect_rejected(self, status: int = 403) -> None:
        """The handshake was answered with this HTTP status: what a client sees of a close() before accept()."""
        await self._until(lambda: self._connection is not None or self.is_closed, "the handshake was not answered")
        if self._rejection() != status:
            self._fail(f"expected the handshake to be rejected with HTTP {status}")

    async def expect_close(self, code: Optional[int] = None, reason: Optional[str] = None) -> int:
        """The code under test closed the connection, with this code and reason (None: with any); gives the code."""
        await self._until(lambda: self.is_closed, "the connection was not closed")
        if self._server is not None and not self._server.closed_by_code:
            self._fail("the code under test did not call close()")
        if self._rejection() is not None:
            self._fail("close() came before accept(): a client then sees HTTP 403 and never the code and the reason. Use "
                       "expect_rejected(), or open the pair with accepted=True when other code accepts the socket in production")
        if (code is not None and self.close_code != code) or (reason is not None and self.close_reason != reason):
            self._fail(f"expected the close code {code} and the reason {reason!r}")
        return self.close_code or 1006

    async def expect_not_closed(self) -> None:
        """The code under test did not call close()."""
        await self.flush()
        if self.is_closed if self._server is None else self._server.closed_by_code:
            self._fail("the code under test closed the connection")

    # ---- acting
    async def opened(self) -> None:
        """Waits until the server end has accepted."""
        await self._until(lambda: self._connection is not None or self.is_closed, "the handshake was not completed")
        if self._connection is None:
            self._fail("the handshake failed")

    async def send_json(self, data: Any) -> None:
        await self._send(json.dumps(data))

    async def send_text(self, data: str) -> None:
        await self._send(data)

    async def send_bytes(self, data: bytes) -> None:
        await self._send(data)

    async def play(self, handler: Awaitable[Any], messages: Optional[Sequence[Any]] = None, *, hang_up: bool = True, code: int = 1000) -> Any:
        """Runs a receive loop: each time it asks for a message it gets the next one, and after the last one the client hangs up.

        str and bytes are sent as they are, anything else as JSON. hang_up=False keeps the connection open. Gives the
        result of the handler, or raises its exception.
        """
        server = self._server_end("play")
        script = self.script if messages is None else messages
        task = asyncio.ensure_future(handler)
        driver = asyncio.ensure_future(self._speak(server, script, hang_up, code))
        try:
            done, _ = await asyncio.wait([task], timeout=TIMEOUT)
            if not done:
                self._fail(f"the handler did not return within {TIMEOUT:g} s; it took {server.taken} of {len(script)} messages")
            if driver.done() and not driver.cancelled() and not task.exception() and server.taken >= len(script):
                driver.result()
            return task.result()
        finally:
            task.cancel()
            driver.cancel()
            await asyncio.gather(task, driver, return_exceptions=True)

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Hangs up in good order."""
        await self.flush()
        if self._connection is not None:
            await asyncio.wait_for(self._connection.close(code, reason), TIMEOUT)
        await self._until(lambda: self.is_closed or self._connection is None, "the close was not answered")

    async def drop(self) -> None:
        """Dies without a word, and waits until the server end has noticed: the next send really fails."""
        server = self._server_end("drop")
        await server.accept_for_code()
        await self.opened()
        self._connection.transport.abort()
        deadline = self._loop.time() + TIMEOUT
        while not server.is_lost():
            if self._loop.time() > deadline:
                self._fail("the server end has not noticed the lost client: it stops reading while a message is unread")
            await asyncio.sleep(0.001)
        await self._until(lambda: self.is_closed, "the client did not end")

    async def disconnect(self, code: int = 1000) -> None:
        """Hangs up, and the server end has been told: its client_state is DISCONNECTED."""
        server = self._server_end("disconnect")
        await server.accept_for_code()
        await self.opened()
        await self.close(code)
        while server.client_state != WebSocketState.DISCONNECTED:
            await asyncio.wait_for(server.receive(), TIMEOUT)

    # ---- inside
    def _start(self, sock: Optional[socket.socket] = None) -> asyncio.Task[None]:
        self._task = self._loop.create_task(self._run(sock))
        return self._task

    async def _run(self, sock: Optional[socket.socket]) -> None:
        options: Dict[str, Any] = {"sock": sock} if sock else {}
        if "proxy" in inspect.signature(connect.__init__).parameters:
            options["proxy"] = None
        try:
            self._connection = await connect(
                self.url, additional_headers=self._headers, subprotocols=self._subprotocols or None, compression=None, open_timeout=None,
                ping_interval=None, close_timeout=2, max_size=None, max_queue=2**30, **options)  # type: ignore[arg-type]
            self._changed.set()
            while True:
                message = await self._connection.recv()
                if isinstance(message, str) and message.startswith(_MARKER):
                    self._markers.add(message)
                else:
                    self._messages.append(message)
                self._changed.set()
        except ConnectionClosed as error:
            self.close_code, self.close_reason = (error.rcvd.code, error.rcvd.reason) if error.rcvd else (1006, "")
        except Exception as error:  # kept for whoever waits
            self._failure = error
        finally:
            if self._connection is None and sock is not None:
                sock.close()
            self.is_closed = True
            self._changed.set()

    async def _send(self, data: Union[str, bytes]) -> None:
        await self.opened()
        await self._connection.send(data)

    async def _speak(self, server: _ServerEnd, script: Sequence[Any], hang_up: bool, code: int) -> None:
        for position, message in enumerate(script):
            await server.asked_for(position)
            await self._send(message if isinstance(message, (str, bytes)) else json.dumps(message))
        if hang_up:
            await server.asked_for(len(script))
            await self.close(code)

    async def _until(self, check: Callable[[], bool], what: str, timeout: float = TIMEOUT) -> None:
        if asyncio.get_running_loop() is not self._loop:
            raise RuntimeError("the fixture was set up on another event loop than the test runs on: give @pytest_asyncio.fixture in "
                               "real_websocket.py the loop_scope of the test, or set asyncio_default_fixture_loop_scope")
        deadline = self._loop.time() + timeout
        while not check():
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), max(0.0, deadline - self._loop.time()))
            except asyncio.TimeoutError:
                if not check():
                    self._fail(f"{what} within {timeout:g} s")

    def _rejection(self) -> Optional[int]:
        return self._failure.response.status_code if isinstance(self._failure, InvalidStatus) else None

    def _server_end(self, what: str) -> _ServerEnd:
        if self._server is None:
            raise RuntimeError(f"{what}() needs a pair: this client is connected to a running service")
        return self._server

    def _fail(self, what: str) -> NoReturn:
        if self._rejection() is not None:
            state = f"rejected with HTTP {self._rejection()}"
        elif self._failure is not None:
            state = f"failed: {self._failure!r}"
        elif self.is_closed:
            state = f"closed with code {self.close_code} and reason {self.close_reason!r}"
        else:
            state = "open" if self._connection is not None else "waiting for accept()"
        shown = [message[:300] for message in self._messages]
        raise NotReceived(f"{what}\n  connection: {state}\n  arrived ({len(shown)}): {shown}") from self._failure

    async def _end(self) -> None:
        if self._task is not None:
            if self._connection is not None and not self.is_closed:
                await asyncio.wait([self._task], timeout=1)
                self._connection.transport.abort()
            await asyncio.wait([self._task], timeout=1)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)


class _ServerEnd(WebSocket):
    """Starlette's WebSocket, which the fixture accepts on first use when the code under test never does (other code does so in production)."""

    def __init__(self, scope: Any, receive: Any, send: Any, protocols: set[Any]) -> None:
        super().__init__(scope, self._counted(receive), send)
        self.accepted_by: Optional[str] = None
        self.closed_by_code = False
        self.failed_sends = 0
        self.taken = 0
        self.released = asyncio.Event()
        self._asking = False
        self._asked = asyncio.Event()
        self._raw_send = send
        self._protocols = protocols
        self._protocol = next((p for p in protocols if getattr(p, "client", None) == tuple(scope["client"])), None)

    async def accept(self, *arguments: Any, **options: Any) -> None:
        if self.accepted_by == "fixture":  # opened with accepted=True: the handshake was made in advance
            if arguments or options:
                raise RuntimeError("accept() with arguments needs a pair that was opened without accepted=True")
        else:
            await super().accept(*arguments, **options)
        self.accepted_by = "code"

    async def accept_for_code(self, by: str = "fixture") -> None:
        if self.application_state == WebSocketState.CONNECTING:
            await super().accept()
            self.accepted_by = by

    async def send(self, message: Any) -> None:
        if message["type"] == "websocket.send":
            await self.accept_for_code("use")
        self.closed_by_code |= message["type"] == "websocket.close"
        try:
            await super().send(message)
        except Exception:
            self.failed_sends += message["type"] == "websocket.send"
            raise

    async def receive_text(self) -> str:
        await self.accept_for_code("use")
        return await super().receive_text()

    async def receive_bytes(self) -> bytes:
        await self.accept_for_code("use")
        return await super().receive_bytes()

    async def receive_json(self, mode: str = "text") -> Any:
        await self.accept_for_code("use")
        return await super().receive_json(mode)

    def _counted(self, receive: Any) -> Any:
        async def counted() -> Any:
            self._asking = True
            self._asked.set()
            try:
                message = await asyncio.wait_for(receive(), TIMEOUT)
            except asyncio.TimeoutError:
                raise NotReceived(f"the code under test waited {TIMEOUT:g} s for a message, but no client sent one") from None
            finally:
                self._asking = False
            self.taken += message["type"] == "websocket.receive"
            return message
        return counted

    async def asked_for(self, position: int) -> None:
        """Waits until the code under test has taken `position` messages and asks for the next one."""
        while not (self._asking and self.taken >= position and self.application_state == WebSocketState.CONNECTED):
            self._asked.clear()
            await self._asked.wait()

    async def send_marker(self, marker: str) -> bool:
        if self.application_state != WebSocketState.CONNECTED:
            return False
        try:
            await self._raw_send({"type": "websocket.send", "text": marker})
        except Exception:  # the client is gone: its close is on the way
            return False
        return True

    def is_lost(self) -> bool:
        return self._protocol not in self._protocols

    async def end(self) -> None:
        with contextlib.suppress(Exception):  # it may be closed or lost already
            if self.application_state != WebSocketState.DISCONNECTED:
                await self._raw_send({"type": "websocket.close", "code": 1001, "reason": "end of the test"})
        self.released.set()


class WebSocketPair(NamedTuple):
    """Both ends of one connection: `ws, ws_client = pair`."""

    server: WebSocket
    client: WebSocketClient

    async def expect_accepted(self, subprotocol: Optional[str] = None) -> None:
        await self.client.expect_accepted(subprotocol)

    async def drop_client(self) -> None:
        await self.client.drop()

    async def disconnect_client(self, code: int = 1000) -> None:
        await self.client.disconnect(code)


class _Server:
    """One uvicorn server on a free port of 127.0.0.1, on the running event loop (starting it takes less than a millisecond)."""

    def __init__(self) -> None:
        self._arrivals: Dict[int, Tuple[asyncio.Future[_ServerEnd], Dict[str, Any]]] = {}
        self._ends: List[Tuple[_ServerEnd, WebSocketClient]] = []

    async def start(self) -> None:
        protocol = "websockets-sansio" if "websockets-sansio" in uvicorn.config.WS_PROTOCOLS else "websockets"
        config = uvicorn.Config(
            self._app, interface="asgi3", host="127.0.0.1", port=0, ws=protocol, lifespan="off", log_config=None, log_level="critical",  # type: ignore[arg-type]
            access_log=False, proxy_headers=False, ws_ping_interval=None, ws_max_size=2**31, ws_per_message_deflate=False)
        with warnings.catch_warnings():  # an older uvicorn speaks through websockets.legacy
            warnings.simplefilter("ignore", DeprecationWarning)
            config.load()
        self._uvicorn = uvicorn.Server(config)
        self._uvicorn.lifespan = config.lifespan_class(config)
        await self._uvicorn.startup()  # not serve(): it would handle signals, tick and sleep

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        arrival, changes = self._arrivals.pop(scope["client"][1])
        server = _ServerEnd({**scope, **changes}, receive, send, self._uvicorn.server_state.connections)
        arrival.set_result(server)
        await server.released.wait()

    async def open(self, path: str = "/", *, query: Optional[Mapping[str, Any]] = None, headers: Optional[Mapping[str, str]] = None,
                   subprotocols: Optional[Sequence[str]] = None, path_params: Optional[Dict[str, Any]] = None, app: Any = None,
                   accepted: bool = False) -> WebSocketPair:
        """Opens one connection. accepted=True: already accepted, a first accept() of the code under test then changes nothing."""
        loop = asyncio.get_running_loop()
        address = self._uvicorn.servers[0].sockets[0].getsockname()
        sock = socket.socket()
        sock.setblocking(False)
        await loop.sock_connect(sock, address)
        arrival: asyncio.Future[_ServerEnd] = loop.create_future()
        changes = {key: value for key, value in {"path_params": path_params, "app": app}.items() if value is not None}
        self._arrivals[sock.getsockname()[1]] = (arrival, changes)
        target = path + ("&" if "?" in path else "?") + urlencode(query) if query else path
        client = WebSocketClient(f"ws://127.0.0.1:{address[1]}{target}", headers, subprotocols)
        await asyncio.wait([arrival, client._start(sock)], timeout=TIMEOUT, return_when=asyncio.FIRST_COMPLETED)
        if not arrival.done():
            await client._end()
            client._fail("the server end did not get the connection")
        server = client._server = arrival.result()
        self._ends.append((server, client))
        if accepted:
            await server.accept_for_code()
            await client.opened()
        return WebSocketPair(server, client)

    async def stop(self) -> None:
        for server, client in self._ends:
            await server.end()
            await client._end()
        for listener in self._uvicorn.servers:
            listener.close()
        state = self._uvicorn.server_state
        for connection in list(state.connections):
            if connection.transport is not None:
                connection.transport.abort()
        if state.tasks:
            await asyncio.wait(list(state.tasks), timeout=1)
        for _ in range(50):  # the loop tells the protocols that their connections are lost
            if not state.connections:
                break
            await asyncio.sleep(0)


async def play(pair: WebSocketPair, handler: Awaitable[Any], messages: Optional[Sequence[Any]] = None, *, hang_up: bool = True, code: int = 1000) -> Any:
    """Runs a receive loop of the code under test against these messages: see WebSocketClient.play()."""
    return await pair.client.play(handler, messages, hang_up=hang_up, code=code)


def as_json(value: Any) -> Any:
    """What `value` looks like after the wire: tuples become lists, keys text. What JSON does not know (mock.ANY) stays as it is."""
    if isinstance(value, Mapping):
        return {next(iter(json.loads(json.dumps({key: None})))): as_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in value]
    try:
        return json.loads(json.dumps(value))
    except TypeError:
        return value


def _json(message: Union[str, bytes]) -> Any:
    try:
        return json.loads(message)
    except ValueError:
        raise NotReceived(f"expected JSON, but this arrived: {message[:300]!r}") from None


def _decoded(message: Union[str, bytes]) -> Any:
    try:
        return json.loads(message) if isinstance(message, str) else message
    except ValueError:
        return message


def _of_type(kind: type, message: Union[str, bytes]) -> Any:
    if not isinstance(message, kind):
        raise NotReceived(f"expected {'text' if kind is str else 'a binary message'}, but this arrived: {message[:300]!r}")
    return message


@contextlib.asynccontextmanager
async def real_websocket_server() -> AsyncIterator[_Server]:
    """Without pytest: `async with real_websocket_server() as server: ws, ws_client = await server.open()`."""
    server = _Server()
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@pytest_asyncio.fixture
async def open_websocket_pair() -> AsyncIterator[Callable[..., Awaitable[WebSocketPair]]]:
    """Opens connected pairs: `ws, ws_client = await open_websocket_pair()`; see _Server.open for what it takes."""
    async with real_websocket_server() as server:
        yield server.open


@pytest_asyncio.fixture
async def websocket_pair() -> AsyncIterator[WebSocketPair]:
    """One connected pair: `.server` for the code under test, `.client` for the test."""
    async with real_websocket_server() as server:
        yield await server.open()


@pytest_asyncio.fixture
async def websocket_client() -> AsyncIterator[WebSocketClient]:
    """A client of the service that already runs at TEST_WEBSOCKET_URL. Without it the test is skipped, and fails where CI is set."""
    url = os.environ.get("TEST_WEBSOCKET_URL")
    client = WebSocketClient(url or "")
    if url:
        client._start()
        await client._until(lambda: client._connection is not None or client.is_closed, f"{url} did not answer")
    try:
        if not url or isinstance(client._failure, OSError):
            reason = f"no WebSocket service: {client._failure!r} at {url}" if url else "set TEST_WEBSOCKET_URL to the WebSocket service to test, such as ws://127.0.0.1:8000/ws"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        await client.opened()
        yield client
        if not client.is_closed:
            await client.close()
    finally:
        await client._end()
