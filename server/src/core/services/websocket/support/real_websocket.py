# demock: support v1
# ruff: noqa
# fmt: off
"""A real WebSocket connection for tests of Starlette and FastAPI code, in place of a mock.

    async def test_greeting(open_websocket_pair):
        ws, ws_client = await open_websocket_pair()
        await manager.connect(ws, "ada")                    # the code under test gets a real starlette WebSocket ...
        await ws_client.expect_accepted()
        assert await ws_client.received_json() == [{"type": "hello"}]   # ... and the test reads what really arrived

Every pair is one TCP connection on 127.0.0.1 to a uvicorn server inside the test process, on a free port. Nothing sleeps:
before a look at what arrived, the server end sends a marker behind everything the code under test has sent so far; when
the marker arrives, everything before it has arrived, so that counts and absences are exact. Every wait is bounded
(REAL_WEBSOCKET_TIMEOUT, 5 seconds by default).

    pytest     Import the fixtures in conftest.py: `from real_websocket import open_websocket_pair, websocket_pair  # noqa: F401`.
               open_websocket_pair   opens pairs, in tests of pytest-asyncio (any mode and loop scope) and of anyio
               websocket_pair        one open pair: `.server` for the code under test, `.client` for the test
               real_websockets       the manager: pairs, pools, served applications, clients of running services
               websocket_client      a client of the service that runs at TEST_WEBSOCKET_URL
    unittest   class TestChat(WebSocketPairs, unittest.IsolatedAsyncioTestCase): ... await self.open_websocket_pair()
    neither    async with RealWebSockets() as sockets: ... await sockets.open()

Read on: 1 what arrived · 2 contracts of event streams · 3 the far end · 4 the server end · 5 servers · 6 manager and pool ·
7 fixtures. `python real_websocket.py` shows what this machine carries. It needs Python 3.8, starlette 0.27, uvicorn 0.23,
websockets 10.4, pytest 7.4 and pytest-asyncio 0.23, or newer ones.

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
import sys
import time
import uuid
import warnings
import weakref
from typing import (
    Any, AsyncGenerator, AsyncIterator, Awaitable, Callable, Dict, Iterator, List, Mapping, NamedTuple, NoReturn, Optional, Sequence, Set, Tuple, Type, TypeVar, Union, cast)
from urllib.parse import urlencode

try:
    import uvicorn
    from starlette.websockets import WebSocket, WebSocketState
    from websockets.exceptions import ConnectionClosed
except ImportError as error:
    raise ImportError(
        f"real_websocket.py needs the package {(error.name or str(error)).split('.')[0]!r}. "
        "Install what is missing: pip install pytest pytest-asyncio starlette uvicorn websockets") from error

try:
    import pytest
except ImportError:
    pytest = None  # type: ignore[assignment]
try:
    import pytest_asyncio
except ImportError:
    pytest_asyncio = None  # type: ignore[assignment]

#: websockets 13 brought another client; the one before it does as well.
_NEW_CLIENT = importlib.util.find_spec("websockets.asyncio") is not None
_connect: Any = getattr(importlib.import_module("websockets.asyncio.client" if _NEW_CLIENT else "websockets.legacy.client"), "connect")

TIMEOUT = float(os.environ.get("REAL_WEBSOCKET_TIMEOUT", "5"))
_MARKER = "\x00real-websocket-marker:"


# ======================================================================================================================
# 1 · What arrived
# ======================================================================================================================

class NotReceived(AssertionError):
    """What the test waited for did not arrive, or more arrived than it allowed."""


class Messages(List[Any]):
    """What arrived, in order; an index beyond it fails the test and says what did arrive."""

    def __getitem__(self, index: Any) -> Any:
        try:
            return super().__getitem__(index)
        except IndexError:
            raise NotReceived(f"message [{index}] was asked for, but {len(self)} arrived: {list(self)}") from None


# ======================================================================================================================
# 2 · Contracts of event streams
# ======================================================================================================================

#: Its position, its type, itself.
_Event = Tuple[int, Optional[str], Any]


@dataclasses.dataclass(frozen=True)
class EventContract:
    """What a stream of events promises; `problems()` tells what it does not keep. Events are JSON objects."""

    name: str
    #: The types of events in the order in which each comes for the first time. No other type may come.
    events: Sequence[str]
    #: Those of `events` that need not come.
    optional: Sequence[str] = ()
    #: Those that come at most once; what stands before one of these in `events` does not come after it.
    once: Sequence[str] = ()
    #: (start, end) or (start, end, field): each start has an end behind it and each end a start before it, with an equal field where one is named.
    pairs: Sequence[Sequence[str]] = ()
    #: (event, instead of): this event comes once in place of that one, and what comes between the first event and that one may then be missing.
    fallback: Optional[Tuple[str, str]] = None
    #: Nothing comes after it.
    final: Optional[str] = None
    #: The fields that an event of a type must have, in itself or in its "payload" or "data".
    fields: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)
    #: Types that may come at any time and say nothing about the stream.
    ignored: Sequence[str] = ()
    #: The field with the type of an event.
    type_field: str = "type"
    #: The field that tells apart streams which share a connection; each of them has to keep the contract.
    run_field: Optional[str] = None

    def problems(self, events: Sequence[Any]) -> List[str]:
        """Every breach, in words; positions count from 1."""
        return [f"{self.run_field} {run!r}: {each}" if run is not None else each for run, known in self._runs(events).items() for each in self._breaches(known)]

    def is_complete(self, events: Sequence[Any]) -> bool:
        """Whether there is nothing to wait for: each stream has its final event or, where the contract has none, all that it needs."""
        if self.final is not None and self.final not in self.optional:
            return all(any(kind == self.final for _, kind, _ in known) for known in self._runs(events).values())
        return not any(each.startswith(("missing", "unfinished")) for known in self._runs(events).values() for each in self._breaches(known))

    def type_of(self, event: Any) -> Optional[str]:
        kind = event.get(self.type_field) if isinstance(event, Mapping) else None
        return kind if isinstance(kind, str) else None

    def _runs(self, events: Sequence[Any]) -> Dict[Any, List[_Event]]:
        """The events of each stream; those of none, and those of a connection without streams, are the stream None."""
        runs: Dict[Any, List[_Event]] = {}
        for position, event in enumerate(events, 1):
            if self.type_of(event) not in self.ignored:
                run = None if self.run_field is None else _hashable(field_of(event, self.run_field))
                runs.setdefault(run, []).append((position, self.type_of(event), event))
        return runs or {None: []}

    def _breaches(self, known: List[_Event]) -> List[str]:
        if self.run_field is not None and known and field_of(known[0][2], self.run_field) is None:
            return [f"incomplete: {kind} (#{position}) lacks {self.run_field!r}" for position, kind, _ in known]
        order, replaced = list(self.events), None
        if self.fallback is not None and any(kind == self.fallback[0] for _, kind, _ in known):
            replaced = self.fallback[1]
            order.insert(order.index(replaced), self.fallback[0])
        first: Dict[Any, int] = {}
        last: Dict[Any, int] = {}
        for position, kind, _ in known:
            first.setdefault(kind, position)
            last[kind] = position
        return [*self._missing(order, first, replaced), *self._out_of_order(order, first, last, known), *self._unpaired(known), *self._incomplete(order, known)]

    def _missing(self, order: List[str], first: Dict[Any, int], replaced: Optional[str]) -> Iterator[str]:
        free = {*self.optional, *(kind for pair in self.pairs for kind in pair[:2])}
        if replaced is not None:
            free.update(order[1:order.index(replaced) + 1])
        for kind in order:
            if kind not in first and kind not in free:
                other = f" (or {self.fallback[0]})" if self.fallback is not None and self.fallback[1] == kind else ""
                yield f"missing: {kind}{other}"
        if replaced is not None and replaced in first and self.fallback is not None:
            yield f"contradiction: both {replaced} (#{first[replaced]}) and {self.fallback[0]} (#{first[self.fallback[0]]})"

    def _out_of_order(self, order: List[str], first: Dict[Any, int], last: Dict[Any, int], known: List[_Event]) -> Iterator[str]:
        once = {*self.once, *([self.final] if self.final is not None else []), *([self.fallback[0]] if self.fallback is not None else [])}
        for kind in order:
            times = [position for position, each, _ in known if each == kind]
            if kind in once and len(times) > 1:
                yield f"repeated: {kind} came {len(times)} times (#{', #'.join(map(str, times))})"
        present = [kind for kind in order if kind in first]
        for index, kind in enumerate(present):
            for after in present[index + 1:]:
                if first[after] < first[kind]:
                    yield f"order: {after} (#{first[after]}) before the first {kind} (#{first[kind]})"
                elif after in once and after != self.final and last[kind] > last[after]:
                    yield f"order: {kind} (#{last[kind]}) after {after} (#{last[after]})"
        if self.final in first:
            behind = [f"{kind} (#{position})" for position, kind, _ in known if position > first[self.final] and kind != self.final]
            if behind:
                yield f"after the final {self.final}: {', '.join(behind)}"

    def _unpaired(self, known: List[_Event]) -> Iterator[str]:
        for start, end, *field in self.pairs:
            running: Dict[Any, List[int]] = {}
            for position, kind, event in known:
                key = _hashable(field_of(event, field[0])) if field else None
                if kind == start:
                    running.setdefault(key, []).append(position)
                elif kind == end:
                    if running.get(key):
                        running[key].pop(0)
                    else:
                        yield f"unpaired: {end} (#{position}{_labelled(field, key)}) without a {start} before it"
            for key, positions in running.items():
                for position in positions:
                    yield f"unfinished: {start} (#{position}{_labelled(field, key)}) without a {end} behind it"

    def _incomplete(self, order: List[str], known: List[_Event]) -> Iterator[str]:
        for position, kind, event in known:
            if kind not in order:
                told = f"unexpected: {kind}" if kind is not None else f"unexpected: no {self.type_field!r} in {str(event)[:100]}"
                yield f"{told} (#{position})"
            for name in self.fields.get(kind or "", ()):
                if field_of(event, name) is None:
                    yield f"incomplete: {kind} (#{position}) lacks {name!r}"


def field_of(event: Any, name: str) -> Any:
    """A field of an event, or of its "payload" or "data"; None when there is none."""
    for place in (event, *(event.get(inner) for inner in ("payload", "data"))) if isinstance(event, Mapping) else ():
        if isinstance(place, Mapping) and place.get(name) is not None:
            return place[name]
    return None


async def expect_events(client: WebSocketClient, contract: EventContract, *, within: float = 0) -> Messages:
    """The messages that were not taken yet keep the contract; waits until they are complete, takes them and gives them back."""
    return await client.expect_events(contract, within=within)


# demock: contracts - written from "contracts" in demock.json
#: The contract "agent_events".
AGENT_EVENTS = EventContract(
    name="agent_events",
    events=("agent_started", "agent_thinking", "tool_executing", "tool_completed", "agent_completed", "final_report"),
    once=("agent_started", "agent_completed"),
    pairs=(("tool_executing", "tool_completed", "tool_name"),),
    fallback=("agent_fallback", "agent_completed"),
    final="final_report",
)
# demock: end of contracts


# ======================================================================================================================
# 3 · The far end
# ======================================================================================================================

class WebSocketClient:
    """The far end of a connection: it keeps every message in the order of arrival.

    Look:     received_json(), received_text(), received_bytes(), received() - everything since the start or clear()
    Take:     receive_json(), receive_text(), receive_bytes() - the next message, waiting for it
    Expect:   expect_silence(), expect_sequence(), expect_events(), expect_accepted(), expect_close(), expect_rejected() and their opposites
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
        self._markers: Set[str] = set()
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
        if self._server.is_waiting:
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

    async def expect_events(self, contract: EventContract, *, within: float = 0) -> Messages:
        """The messages that were not taken yet keep the contract; waits until they are complete (and `within` seconds more), takes and gives them."""
        def events() -> List[Any]:
            return [_decoded(message) for message in self._messages[self._taken:]]
        with contextlib.suppress(NotReceived):  # what is missing is told below
            await self._until(lambda: contract.is_complete(events()) or self.is_closed, "")
        if within:
            with contextlib.suppress(NotReceived):
                await self._until(lambda: bool(contract.problems(events())) or self.is_closed, "", within)
        await self.flush()
        arrived = Messages(events())
        problems = contract.problems(arrived)
        if problems:
            listing = [f"{position:>4}. {contract.type_of(event) or '?'}  {_shortened(event)}" for position, event in enumerate(arrived, 1)]
            self._fail("\n  - ".join([f"the events do not keep the contract {contract.name!r}:", *problems]), listing)
        self._taken = len(self._messages)
        return arrived

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
        await server.until_told()

    # ---- inside
    def _start(self, sock: Optional[socket.socket] = None) -> asyncio.Task[None]:
        self._task = self._loop.create_task(self._run(sock))
        return self._task

    async def _open(self, sock: Optional[socket.socket]) -> Any:
        options: Dict[str, Any] = {"sock": sock} if sock else {}
        options["additional_headers" if _NEW_CLIENT else "extra_headers"] = self._headers
        if int(importlib.metadata.version("websockets").split(".")[0]) >= 15:
            options["proxy"] = None
        return await _connect(
            self.url, subprotocols=self._subprotocols or None, compression=None, open_timeout=None,
            ping_interval=None, close_timeout=2, max_size=None, max_queue=2**30, **options)

    async def _run(self, sock: Optional[socket.socket]) -> None:
        try:
            self._connection = await self._open(sock)
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

    async def _until(self, check: Callable[[], bool], what: str, timeout: Optional[float] = None) -> None:
        _require_loop(self._loop)
        timeout = TIMEOUT if timeout is None else timeout
        deadline = self._loop.time() + timeout
        while not check():
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), max(0.0, deadline - self._loop.time()))
            except asyncio.TimeoutError:
                if not check():
                    self._fail(f"{what} within {timeout:g} s")

    def _rejection(self) -> Optional[int]:
        status = getattr(getattr(self._failure, "response", self._failure), "status_code", None)
        return status if isinstance(status, int) else None

    def _server_end(self, what: str) -> _ServerEnd:
        if self._server is None:
            raise RuntimeError(f"{what}() needs a pair: this client is connected to a running service")
        return self._server

    def _fail(self, what: str, listing: Optional[List[str]] = None) -> NoReturn:
        if self._rejection() is not None:
            state = f"rejected with HTTP {self._rejection()}"
        elif self._failure is not None:
            state = f"failed: {self._failure!r}"
        elif self.is_closed:
            state = f"closed with code {self.close_code} and reason {self.close_reason!r}"
        else:
            state = "open" if self._connection is not None else "waiting for accept()"
        shown = "".join(f"\n{line}" for line in listing) if listing is not None else f" {[message[:300] for message in self._messages]}"
        raise NotReceived(f"{what}\n  connection: {state}\n  arrived ({len(self._messages if listing is None else listing)}):{shown}") from self._failure

    async def _leave(self) -> None:
        """Hangs up if nobody did, and ends."""
        if self._connection is not None and not self.is_closed:
            with contextlib.suppress(Exception):  # the service may be gone
                await self.close()
        await self._end()

    async def _end(self) -> None:
        """Waits for the close of the other end, then ends whatever is left."""
        if self._task is None:
            return
        if self._connection is not None and not self.is_closed:
            await asyncio.wait([self._task], timeout=1)
        if self._connection is not None:
            self._connection.transport.abort()
            await asyncio.wait([asyncio.ensure_future(self._connection.wait_closed())], timeout=1)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


# ======================================================================================================================
# 4 · The server end
# ======================================================================================================================

class _ServerEnd(WebSocket):
    """Starlette's WebSocket, which the fixture accepts on first use when the code under test never does (other code does so in production)."""

    def __init__(self, scope: Any, receive: Any, send: Any, protocols: Set[Any]) -> None:
        super().__init__(scope, self._counted(receive), send)
        self.accepted_by: Optional[str] = None
        self.closed_by_code = False
        self.failed_sends = 0
        self.taken = 0
        self.released = asyncio.Event()
        self.loop = asyncio.get_running_loop()
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
        _require_loop(self.loop)
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
            _require_loop(self.loop)
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

    @property
    def is_waiting(self) -> bool:
        """Whether nothing can be sent yet."""
        return self.application_state == WebSocketState.CONNECTING

    def is_lost(self) -> bool:
        return self._protocol not in self._protocols

    async def until_told(self) -> None:
        """Waits until it knows that the client has hung up."""
        while self.client_state != WebSocketState.DISCONNECTED:
            await asyncio.wait_for(self.receive(), TIMEOUT)

    async def end(self) -> None:
        with contextlib.suppress(Exception):  # it may be closed or lost already
            if self.application_state != WebSocketState.DISCONNECTED:
                await self._raw_send({"type": "websocket.close", "code": 1001, "reason": "end of the test"})
        self.released.set()
        handler = getattr(self._protocol, "handler_task", None)  # of an older uvicorn
        if handler is not None:
            await asyncio.wait([handler], timeout=1)


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


# ======================================================================================================================
# 5 · Servers
# ======================================================================================================================

class _Uvicorn:
    """One uvicorn server for an application on a free port of 127.0.0.1, on the running event loop (starting it takes less than a millisecond)."""

    def __init__(self, app: Any, **options: Any) -> None:
        config = uvicorn.Config(
            app, host="127.0.0.1", port=0, log_config=None, log_level="critical", access_log=False,
            proxy_headers=False, ws_ping_interval=None, ws_max_size=2**31, ws_per_message_deflate=False, **options)
        _without_deprecations(config.load)()
        config.ws_protocol_class = _without_deprecations(config.ws_protocol_class)
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)

    async def start(self) -> None:
        try:
            await self._server.startup()  # not serve(): it would handle signals, tick and sleep
        except SystemExit:
            self._server.should_exit = True
        if self._server.should_exit:
            raise RuntimeError("the application did not start: its lifespan failed")
        self.host, self.port = self._server.servers[0].sockets[0].getsockname()[:2]

    @property
    def connections(self) -> Set[Any]:
        return self._server.server_state.connections

    async def stop(self) -> None:
        for listener in self._server.servers:
            listener.close()
        for connection in list(self.connections):
            if connection.transport is not None:
                connection.transport.abort()
        tasks = list(self._server.server_state.tasks)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=1)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        for _ in range(50):  # the loop tells the protocols that their connections are lost
            if not self.connections:
                break
            await asyncio.sleep(0)
        await self._server.lifespan.shutdown()


def _without_deprecations(call: Any) -> Any:
    """An older uvicorn speaks through websockets.legacy, which newer websockets deprecate."""
    def quiet(*arguments: Any, **options: Any) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            return call(*arguments, **options)
    return quiet


class _Server:
    """The server that pairs share. It ends with its event loop at the latest: the loop finishes the generator that runs it."""

    def __init__(self) -> None:
        self._arrivals: Dict[int, Tuple[asyncio.Future[_ServerEnd], Dict[str, Any]]] = {}
        self._ends: List[Tuple[_ServerEnd, WebSocketClient]] = []
        self._uvicorn = _Uvicorn(self._app, interface="asgi3", lifespan="off")

    async def start(self) -> None:
        self._life = self._run()
        await self._life.__anext__()

    async def stop(self) -> None:
        await self._life.aclose()

    async def _run(self) -> AsyncGenerator[None, None]:
        await self._uvicorn.start()
        try:
            yield
        finally:
            await self.close(self._ends[:])
            await self._uvicorn.stop()

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        arrival, changes = self._arrivals.pop(scope["client"][1])
        server = _ServerEnd({**scope, **changes}, receive, send, self._uvicorn.connections)
        arrival.set_result(server)
        await server.released.wait()

    async def open(self, path: str, query: Optional[Mapping[str, Any]], headers: Optional[Mapping[str, str]], subprotocols: Optional[Sequence[str]],
                   changes: Dict[str, Any]) -> Tuple[_ServerEnd, WebSocketClient]:
        loop = asyncio.get_running_loop()
        address = (self._uvicorn.host, self._uvicorn.port)
        sock = socket.socket()
        try:
            sock.setblocking(False)
            await loop.sock_connect(sock, address)
        except BaseException:
            sock.close()
            raise
        arrival: asyncio.Future[_ServerEnd] = loop.create_future()
        self._arrivals[sock.getsockname()[1]] = (arrival, changes)
        target = path + ("&" if "?" in path else "?") + urlencode(query) if query else path
        client = WebSocketClient(f"ws://{address[0]}:{address[1]}{target}", headers, subprotocols)
        waiting: List[asyncio.Future[Any]] = [arrival, client._start(sock)]
        await asyncio.wait(waiting, timeout=TIMEOUT, return_when=asyncio.FIRST_COMPLETED)
        if not arrival.done():
            await client._end()
            client._fail("the server end did not get the connection")
        client._server = arrival.result()
        self._ends.append((client._server, client))
        return client._server, client

    async def close(self, ends: List[Tuple[_ServerEnd, WebSocketClient]]) -> None:
        for server, client in reversed(ends):
            self._ends.remove((server, client))
            await server.end()
            await client._end()


# ======================================================================================================================
# 6 · Manager and pool
# ======================================================================================================================

#: Servers that outlive a test, by the event loop they run on: a loop that runs several tests keeps its server.
_servers: Dict[asyncio.AbstractEventLoop, _Server] = {}
#: The loop of the test before: seen twice, a loop is known to run several tests.
_loop_before: Callable[[], Optional[asyncio.AbstractEventLoop]] = lambda: None  # noqa: E731


class RealWebSockets:
    """Opens connections on the running event loop, and closes everything in order: clients and pairs, the last one first, then the servers.

        async with RealWebSockets() as sockets:
            ws, ws_client = await sockets.open()                    # both ends of one connection
            pool = await sockets.open_pool(10)                      # ten of them
            url = await sockets.serve(app)                          # your whole application, on a free port, with its lifespan
            client = await sockets.connect(f"{url}/ws")             # a client of it, or of any other service
    """

    def __init__(self) -> None:
        self._loop: Optional[asyncio.AbstractEventLoop] = None
        self._server: Optional[_Server] = None
        self._ends: List[Tuple[_ServerEnd, WebSocketClient]] = []
        self._closers: List[Callable[[], Awaitable[None]]] = []

    async def __aenter__(self) -> RealWebSockets:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def open(self, path: str = "/", *, query: Optional[Mapping[str, Any]] = None, headers: Optional[Mapping[str, str]] = None,
                   subprotocols: Optional[Sequence[str]] = None, path_params: Optional[Dict[str, Any]] = None, app: Any = None,
                   accepted: bool = False) -> WebSocketPair:
        """Opens one connection. accepted=True: already accepted, a first accept() of the code under test then changes nothing."""
        self._use_loop()
        if self._server is None:
            self._server = _servers.get(asyncio.get_running_loop()) or _Server()
            if asyncio.get_running_loop() not in _servers:
                await self._server.start()
        changes = {key: value for key, value in {"path_params": path_params, "app": app}.items() if value is not None}
        server, client = await self._server.open(path, query, headers, subprotocols, changes)
        self._ends.append((server, client))
        if accepted:
            await server.accept_for_code()
            await client.opened()
        return WebSocketPair(server, client)

    async def open_pool(self, size: int = 10, path: str = "/", *, url: Optional[str] = None, **options: Any) -> WebSocketPool:
        """Opens `size` connections at once: accepted pairs, or with `url` clients of a running service. The options are those of open() and connect()."""
        if url is not None:
            return WebSocketPool([], list(await asyncio.gather(*(self.connect(url, **options) for _ in range(size)))))
        options.setdefault("accepted", True)
        first = [await self.open(path, **options)] if size else []
        pairs = first + list(await asyncio.gather(*(self.open(path, **options) for _ in range(size - 1))))
        return WebSocketPool(pairs, [pair.client for pair in pairs])

    async def connect(self, url: str, headers: Optional[Mapping[str, str]] = None, subprotocols: Optional[Sequence[str]] = None) -> WebSocketClient:
        """A client of a running service, connected."""
        self._use_loop()
        client = WebSocketClient(url, headers, subprotocols)
        client._start()
        self._closers.append(client._leave)
        await client.opened()
        return client

    async def serve(self, app: Any) -> str:
        """Runs an ASGI application, and gives its address: ws://127.0.0.1:PORT."""
        self._use_loop()
        server = _Uvicorn(app, lifespan="auto")
        await server.start()
        self._closers.append(server.stop)
        return f"ws://{server.host}:{server.port}"

    async def close(self) -> None:
        """Closes everything that is open, in order."""
        try:
            await self._close_connections()
        finally:
            server, self._server = self._server, None
            if server is not None and server not in _servers.values():
                await server.stop()

    async def close_after_test(self, may_stay: bool) -> None:
        """As close(), but the server stays for the next tests when their event loop is known to stay as well."""
        global _loop_before
        loop = asyncio.get_running_loop()
        if may_stay and self._server is not None and _loop_before() is loop:
            _servers.setdefault(loop, self._server)
        _loop_before = weakref.ref(loop)
        await self.close()

    async def _close_connections(self) -> None:
        ends, self._ends = self._ends, []
        closers, self._closers = self._closers, []
        try:
            if self._server is not None:
                await self._server.close([each for each in ends if each in self._server._ends])
        finally:
            for close in reversed(closers):
                await close()

    def _use_loop(self) -> None:
        self._loop = self._loop or asyncio.get_running_loop()
        _require_loop(self._loop)


_clock: Callable[[], float] = time.monotonic


class Load(NamedTuple):
    """What WebSocketPool.sustain() measured."""

    events: int
    seconds: float
    per_second: float


class WebSocketPool:
    """Connections of equal standing, for tests with many users: `pairs` with both ends, `clients` with the far ends."""

    def __init__(self, pairs: List[WebSocketPair], clients: List[WebSocketClient]) -> None:
        self.pairs = pairs
        self.clients = clients

    def __len__(self) -> int:
        return len(self.clients)

    @property
    def servers(self) -> List[WebSocket]:
        return [pair.server for pair in self.pairs]

    async def received_json(self) -> List[Messages]:
        """What arrived at each client."""
        return [await client.received_json() for client in self.clients]

    async def expect_each(self, expected: Sequence[Any]) -> None:
        """Exactly these messages arrived at every client, in this order: what a broadcast does."""
        for number, client in enumerate(self.clients):
            if list(await client.received()) != list(expected):
                client._fail(f"client {number} of {len(self)} should have received exactly {list(expected)!r}")

    async def sustain(self, emit: Callable[[int, int], Awaitable[Any]], *, events_per_second: float = 50, seconds: float = 2) -> Load:
        """Holds a rate: emit(connection, event) makes the code under test send event number `event` to connection number `connection`.

        The connections take turns. Fails when events got lost, or when they arrived at less than nine tenths of the rate:

            load = await pool.sustain(lambda connection, event: notifier.notify(users[connection], event), events_per_second=50)
        """
        total = max(1, round(events_per_second * seconds))
        before = [len(await client.received()) for client in self.clients]
        begin = _clock()
        for event in range(total):
            await asyncio.sleep(max(0.0, begin + event / events_per_second - _clock()))
            try:
                await asyncio.wait_for(emit(event % len(self), event), TIMEOUT)
            except asyncio.TimeoutError:
                self.clients[event % len(self)]._fail(f"event {event} of {total} was not sent within {TIMEOUT:g} s")
        for number, client in enumerate(self.clients):
            want = before[number] + len(range(number, total, len(self)))
            with contextlib.suppress(NotReceived):
                await client._until(lambda client=client, want=want: len(client._messages) >= want or client.is_closed, "")  # type: ignore[misc]
            await client.flush()
            if len(client._messages) < want:
                client._fail(f"client {number} of {len(self)} received {len(client._messages) - before[number]} of {want - before[number]} events")
        elapsed = _clock() - begin
        load = Load(total, elapsed, total / elapsed)
        if load.per_second < 0.9 * events_per_second:
            raise NotReceived(f"{total} events took {elapsed:.2f} s: {load.per_second:.1f} a second instead of {events_per_second:g}")
        return load


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


_Kind = TypeVar("_Kind", str, bytes)


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


def _of_type(kind: Type[_Kind], message: Union[str, bytes]) -> _Kind:
    if not isinstance(message, kind):
        raise NotReceived(f"expected {'text' if kind is str else 'a binary message'}, but this arrived: {message[:300]!r}")
    return message


def _hashable(value: Any) -> Any:
    return json.dumps(value, sort_keys=True, default=str) if isinstance(value, (list, dict)) else value


def _labelled(field: Sequence[str], key: Any) -> str:
    return f", {field[0]}={key!r}" if field else ""


def _shortened(event: Any) -> str:
    text = event if isinstance(event, str) else repr(event)
    return text if len(text) <= 120 else f"{text[:117]}..."


def _require_loop(loop: asyncio.AbstractEventLoop) -> None:
    if asyncio.get_running_loop() is not loop:
        raise RuntimeError(
            "the connection was set up on another event loop than the test runs on: open it in the test by open_websocket_pair, which works on every "
            "loop, or set asyncio_default_fixture_loop_scope to the loop_scope of the test")


# ======================================================================================================================
# 7 · Fixtures
# ======================================================================================================================

@contextlib.asynccontextmanager
async def real_websocket_server() -> AsyncIterator[RealWebSockets]:
    """Without pytest: `async with real_websocket_server() as server: ws, ws_client = await server.open()`."""
    async with RealWebSockets() as sockets:
        yield sockets


def _loop_fixtures(request: Any) -> List[str]:
    """Before pytest-asyncio 1.1 the loop is a fixture, and is closed without a word."""
    return [name for name in request.fixturenames if name.endswith(("event_loop", "<event_loop>"))]


@contextlib.asynccontextmanager
async def _sockets_of_test(request: Any) -> AsyncIterator[RealWebSockets]:
    sockets = RealWebSockets()
    try:
        yield sockets
    finally:
        await sockets.close_after_test(may_stay=not _loop_fixtures(request))


@contextlib.contextmanager
def _sockets_of_any_test(request: Any) -> Iterator[RealWebSockets]:
    """For fixtures without a loop of their own: the loop of the test is idle behind the test, or has closed everything when it ended itself."""
    loops = _loop_fixtures(request)
    for name in loops:  # what is set up behind the loop ends before it
        request.getfixturevalue(name)
    sockets = RealWebSockets()
    try:
        yield sockets
    finally:
        if sockets._loop is not None and not sockets._loop.is_closed():
            sockets._loop.run_until_complete(sockets.close_after_test(may_stay=not loops))


class WebSocketPairs:
    """For unittest: `class TestChat(WebSocketPairs, unittest.IsolatedAsyncioTestCase)`; everything is closed behind asyncTearDown."""

    async def open_websocket_pair(self, path: str = "/", **options: Any) -> WebSocketPair:
        """Opens a connected pair: see RealWebSockets.open for what it takes."""
        sockets: Optional[RealWebSockets] = self.__dict__.get("_real_websockets")
        if sockets is None or sockets._loop is not asyncio.get_running_loop():
            sockets = self.__dict__["_real_websockets"] = RealWebSockets()
            self.addAsyncCleanup(sockets.close)  # type: ignore[attr-defined]
        return await sockets.open(path, **options)


_Fixture = TypeVar("_Fixture", bound=Callable[..., Any])


def _fixture(function: _Fixture) -> _Fixture:
    """A fixture for the tests of every runner."""
    return cast(_Fixture, pytest.fixture(function)) if pytest is not None else function  # type: ignore[redundant-cast,unused-ignore]


def _async_fixture(function: _Fixture) -> _Fixture:
    """A fixture on the loop of pytest-asyncio; where that is not installed, anyio runs it."""
    return cast(_Fixture, pytest_asyncio.fixture(function)) if pytest_asyncio is not None else _fixture(function)


@_fixture
def open_websocket_pair(request: Any) -> Iterator[Callable[..., Awaitable[WebSocketPair]]]:
    """Opens connected pairs: `ws, ws_client = await open_websocket_pair()`; see RealWebSockets.open for what it takes."""
    with _sockets_of_any_test(request) as sockets:
        yield sockets.open


@_fixture
def real_websockets(request: Any) -> Iterator[RealWebSockets]:
    """The manager: `await real_websockets.open_pool()`, `.serve(app)`, `.connect(url)`, `.open()`."""
    with _sockets_of_any_test(request) as sockets:
        yield sockets


@_async_fixture
async def websocket_pair(request: Any) -> AsyncIterator[WebSocketPair]:
    """One connected pair: `.server` for the code under test, `.client` for the test."""
    async with _sockets_of_test(request) as sockets:
        yield await sockets.open()


@_async_fixture
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
    finally:
        await client._leave()


async def _show_load() -> None:
    async with RealWebSockets() as sockets:
        pool = await sockets.open_pool()
        rate = 50.0
        with contextlib.suppress(NotReceived):
            while rate <= 51200:
                load = await pool.sustain(lambda connection, event: pool.servers[connection].send_json({"n": event}), events_per_second=rate, seconds=1)
                sys.stdout.write(f"{len(pool)} connections: {load.events} events in {load.seconds:.2f} s, {load.per_second:.0f} a second\n")
                rate *= 4


if __name__ == "__main__":
    asyncio.run(_show_load())
