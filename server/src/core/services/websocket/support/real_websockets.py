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
            "the connection was set up on another event loop than the test runs on: open it in the test by open_websockets_pair, which works on every "
            "loop, or set asyncio_default_fixture_loop_scope to the loop_scope of the test")


# ======================================================================================================================
# 7 · Fixtures
# ======================================================================================================================

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


_Fixture = TypeVar("_Fixture", bound=Callable[..., Any])


def _fixture(function: _Fixture) -> _Fixture:
    """A fixture for the tests of every runner."""
    return cast(_Fixture, pytest.fixture(function)) if pytest is not None else function  # type: ignore[redundant-cast,unused-ignore]


def _async_fixture(function: _Fixture) -> _Fixture:
    """A fixture on the loop of pytest-asyncio; where that is not installed, anyio runs it."""
    return cast(_Fixture, pytest_asyncio.fixture(function)) if pytest_asyncio is not None else _fixture(function)


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
