# demock: support v1
# ruff: noqa
# fmt: off
"""A real WebSocket connection for tests of aiohttp code, in place of a mock.

    async def test_greeting(open_aiohttp_pair):
        ws, ws_client = await open_aiohttp_pair()
        await hub.join(ws, "ada")                           # the code under test gets a real aiohttp.web.WebSocketResponse ...
        assert await ws_client.received_json() == [{"type": "hello"}]   # ... and the test reads what really arrived

    async def test_subscription(open_aiohttp_client_pair):
        ws, ws_server = await open_aiohttp_client_pair()    # or a real aiohttp.ClientWebSocketResponse, connected to the test
        ws_server.script(['{"price": 1}', '{"price": 2}'])  # what the other side says, then hangs up
        await feed.listen(ws)

Every pair is one TCP connection on 127.0.0.1 to a server inside the test process, on a free port. Nothing sleeps: before a
look at what arrived, the near end sends a marker behind everything the code under test has sent so far; when the marker
arrives, everything before it has arrived, so that counts and absences are exact. Every wait is bounded
(REAL_WEBSOCKET_TIMEOUT, 5 seconds by default).

    pytest     Import the fixtures in conftest.py: `from real_aiohttp_websocket import open_aiohttp_pair, aiohttp_pair  # noqa: F401`.
               open_aiohttp_pair          opens pairs whose near end is a WebSocketResponse, in tests of pytest-asyncio and of anyio
               open_aiohttp_client_pair   opens pairs whose near end is a ClientWebSocketResponse
               aiohttp_pair               one open pair: `.server` for the code under test, `.client` for the test
               aiohttp_client_pair        one open pair: `.client` for the code under test, `.server` for the test
    unittest   class TestHub(AiohttpPairs, unittest.IsolatedAsyncioTestCase): ... await self.open_aiohttp_pair()
    neither    async with RealAiohttp() as sockets: ... await sockets.open()

Read on: 1 what arrived · 2 contracts of event streams · 3 the far end · 4 the near ends · 5 the server · 6 manager · 7 fixtures.
It needs Python 3.8, aiohttp 3.8, pytest 7.4 and pytest-asyncio 0.23, or newer ones.

Demock wrote this file and it is yours: change it as you like. While it is unedited, Demock upgrades it; afterwards it stays as it is.
"""
from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import itertools
import json
import os
import uuid
from typing import (
    Any, AsyncGenerator, AsyncIterator, Awaitable, Callable, Dict, Iterable, Iterator, List, Mapping, NamedTuple, NoReturn, Optional, Sequence, Set, Tuple, Type, TypeVar, Union, cast)

try:
    import aiohttp
    from aiohttp import WSMessage, WSMsgType, web
except ImportError as error:
    raise ImportError(f"real_aiohttp_websocket.py needs the package {(error.name or str(error)).split('.')[0]!r}: pip install aiohttp") from error

try:
    import pytest
except ImportError:
    pytest = None  # type: ignore[assignment]
try:
    import pytest_asyncio
except ImportError:
    pytest_asyncio = None  # type: ignore[assignment]

#: As they are now: a test may patch them, and give the code under test a near end by that.
_ClientSession, _ClientSocket, _ServerSocket = aiohttp.ClientSession, aiohttp.ClientWebSocketResponse, web.WebSocketResponse
_ws_connect: Any = aiohttp.ClientSession.ws_connect

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


def _hashable(value: Any) -> Any:
    return json.dumps(value, sort_keys=True, default=str) if isinstance(value, (list, dict)) else value


def _labelled(field: Sequence[str], key: Any) -> str:
    return f", {field[0]}={key!r}" if field else ""


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

class FarEnd:
    """The end of the connection that the test holds: it keeps every message in the order of arrival.

    Look:     received_json(), received_text(), received_bytes(), received() - everything since the start or clear()
    Take:     receive_json(), receive_text(), receive_bytes() - the next message, waiting for it
    Expect:   expect_silence(), expect_sequence(), expect_events(), expect_prepared(), expect_close(), expect_ping(), expect_pong() and their opposites
    Act:      script(), play(), send_json(), send_text(), send_bytes(), close(), drop(), disconnect()
    """

    def __init__(self) -> None:
        self.close_code: Optional[int] = None
        self.close_reason = ""
        self.is_closed = False
        self.pings: List[bytes] = []
        self.pongs: List[bytes] = []
        self._loop = asyncio.get_running_loop()
        self._socket: Any = None
        self._transport: Optional[asyncio.BaseTransport] = None
        self._near: Optional[_NearEnd] = None
        self._messages: List[Union[str, bytes]] = []
        self._taken = 0
        self._markers: Set[str] = set()
        self._hung_up = False
        self._failure: Optional[BaseException] = None
        self._changed = asyncio.Event()
        self._tasks: List[asyncio.Task[Any]] = []

    # ---- looking at what arrived, without taking it away
    async def received(self, *, by: Optional[str] = None) -> Messages:
        """Every message since the start or clear(), or those that the code under test sent by this method ("send_json"); text that is JSON is decoded."""
        await self.flush()
        return Messages(_decoded(message) for message in self._sent(by))

    async def received_json(self, *, by: Optional[str] = None) -> Messages:
        """Every message, decoded; fails when one is not JSON."""
        await self.flush()
        return Messages(_json(message) for message in self._sent(by))

    async def received_text(self, *, by: Optional[str] = None) -> Messages:
        """Every message; fails when one is binary."""
        await self.flush()
        return Messages(_of_type(str, message) for message in self._sent(by))

    async def received_bytes(self, *, by: Optional[str] = None) -> Messages:
        """Every message; fails when one is text."""
        await self.flush()
        return Messages(_of_type(bytes, message) for message in self._sent(by))

    async def clear(self) -> None:
        """Forgets what arrived so far."""
        await self.flush()
        self._messages.clear()
        self.near.sent.clear()
        self._taken = 0
        self.pings.clear()
        self.pongs.clear()
        self.near.failed_sends = 0

    async def flush(self) -> None:
        """Returns when everything that the near end has sent so far is here."""
        _require_loop(self._loop)
        if self.is_closed:
            return
        marker = _MARKER + uuid.uuid4().hex
        if await self.near.send_marker(marker):
            await self._until(lambda: marker in self._markers or self.is_closed, "the marker of the near end did not arrive")
            self._markers.discard(marker)
        else:
            await self._until(lambda: self.is_closed, "the close of the near end did not arrive")

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
    async def expect_silence(self, within: float = 0, *, by: Optional[str] = None) -> None:
        """Nothing has arrived that was not taken; with `within`, nothing does so for that many seconds either; with `by`, nothing came by this method."""
        await self.flush()
        if by is not None:
            return self._fail(f"expected no {by}(), but {len(self._sent(by))} message(s) arrived") if self._sent(by) else None
        if within:
            with contextlib.suppress(NotReceived):
                await self._until(lambda: len(self._messages) > self._taken or self.is_closed, "", within)
        if len(self._messages) > self._taken:
            self._fail(f"expected silence, but {len(self._messages) - self._taken} message(s) arrived")
        if self.near.failed_sends:
            self._fail("expected silence, but the code under test tried to send on a connection that is gone")

    async def expect_sequence(self, expected: Sequence[Any], *, by: Optional[str] = None) -> None:
        """These messages arrived one directly after the other, perhaps with others before and behind."""
        arrived = await self.received(by=by)
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
            self._fail("\n  - ".join([f"the events do not keep the contract {contract.name!r}:", *problems]))
        self._taken = len(self._messages)
        return arrived

    async def expect_prepared(self, request: Any = None, *, once: bool = False) -> None:
        """The code under test called prepare(), with this request (None: with any); once=True: no second time."""
        if not self.near.prepared_by_code:
            self._fail("the code under test did not call prepare()")
        self._expect_once("prepare", self.near.prepared_by_code, once)
        if request is not None and self.near.counts["request"] is not request:
            self._fail(f"the code under test called prepare() with {self.near.counts['request']!r}, expected {request!r}")

    async def expect_not_prepared(self) -> None:
        """The code under test did not call prepare()."""
        if self.near.prepared_by_code:
            self._fail("the code under test called prepare()")

    async def expect_close(self, code: Optional[int] = None, reason: Optional[Union[str, bytes]] = None, *, once: bool = False) -> Optional[int]:
        """The code under test closed the connection, with this code and reason (None: with any), once=True: no second time; gives the code."""
        if not self.near.closed_by_code:
            await self._until(lambda: self.is_closed, "the connection was not closed")
        if not self.near.closed_by_code:
            self._fail("the code under test did not call close()")
        self._expect_once("close", self.near.closed_by_code, once)
        await self._until(lambda: self.is_closed, "the close of the near end did not arrive")
        reason = reason.decode() if isinstance(reason, bytes) else reason
        if (code is not None or reason) and self._hung_up:
            self._fail("the far end had hung up before, so that the code and the reason of close() were sent to nobody: use expect_close() without them")
        if (code is not None and self.close_code != code) or (reason is not None and self.close_reason != reason):
            self._fail(f"expected the close code {code} and the reason {reason!r}")
        return self.close_code

    async def expect_not_closed(self) -> None:
        """The code under test did not call close()."""
        await self.flush()
        if self.near.closed_by_code:
            self._fail("the code under test closed the connection")

    async def expect_ping(self, message: Optional[bytes] = None, *, once: bool = False) -> None:
        """The code under test sent a ping, with these bytes (None: with any); once=True: no second one."""
        await self.flush()
        self._expect_once("ping", len(self.pings), once)
        if message not in self.pings if message is not None else not self.pings:
            self._fail(f"expected a ping{'' if message is None else f' with {message!r}'}, but these came: {self.pings!r}")

    async def expect_no_ping(self) -> None:
        """The code under test sent no ping."""
        await self.flush()
        if self.pings:
            self._fail(f"expected no ping, but these came: {self.pings!r}")

    async def expect_pong(self, message: Optional[bytes] = None, *, once: bool = False) -> None:
        """The code under test sent a pong, with these bytes (None: with any); once=True: no second one."""
        await self.flush()
        self._expect_once("pong", len(self.pongs), once)
        if message not in self.pongs if message is not None else not self.pongs:
            self._fail(f"expected a pong{'' if message is None else f' with {message!r}'}, but these came: {self.pongs!r}")

    async def expect_no_pong(self) -> None:
        """The code under test sent no pong."""
        await self.flush()
        if self.pongs:
            self._fail(f"expected no pong, but these came: {self.pongs!r}")

    # ---- acting
    async def send_json(self, data: Any) -> None:
        await self._send(json.dumps(data))

    async def send_text(self, data: str) -> None:
        await self._send(data)

    async def send_bytes(self, data: bytes) -> None:
        await self._send(data)

    def script(self, messages: Sequence[Any], *, hang_up: bool = True, code: int = 1000, lost: bool = False, error: bool = False, repeat: bool = False) -> None:
        """Each time the code under test asks for a message it gets the next one of these; after the last one this end hangs up.

        str and bytes are sent as they are, a WSMessage as what it says (CLOSE, CLOSED and CLOSING hang up, ERROR breaks the protocol, as a bad
        frame does), anything else as JSON. Behind the last message: with lost=True the connection breaks without a word, with error=True it breaks the
        protocol, with hang_up=False it stays open; repeat=True begins anew. A second script goes on where the first one ended.
        """
        before = self._tasks[-1] if len(self._tasks) > 1 else None
        script: Iterable[Any] = itertools.cycle(messages) if repeat else messages
        self._tasks.append(self._loop.create_task(self._speak(script, lambda taken: self._finish(taken, hang_up, lost, error, code), before)))

    async def play(self, handler: Awaitable[Any], messages: Sequence[Any] = (), *, hang_up: bool = True, code: int = 1000) -> Any:
        """Runs a receive loop against a script(): gives the result of the handler, or raises its exception."""
        self.script(messages, hang_up=hang_up, code=code)
        task = asyncio.ensure_future(handler)
        try:
            done, _ = await asyncio.wait([task], timeout=TIMEOUT)
            if not done:
                self._fail(f"the handler did not return within {TIMEOUT:g} s; it took {self.near.taken} of {len(messages)} messages")
            return task.result()
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Hangs up in good order: the near end learns it when it next asks for a message."""
        await self.flush()
        if not self.is_closed and not self._hung_up:
            self._hung_up = True
            await self._socket._writer.close(code, reason.encode())

    async def drop(self) -> None:
        """Dies without a word, and waits until the near end has noticed: the next send really fails."""
        self._hung_up = True
        cast(asyncio.Transport, self._transport).abort()
        deadline = self._loop.time() + TIMEOUT
        while not self.near.is_lost():
            if self._loop.time() > deadline:
                self._fail("the near end has not noticed the lost connection")
            await asyncio.sleep(0.001)
        await self._until(lambda: self.is_closed, "the far end did not end")

    async def disconnect(self, code: int = 1000) -> None:
        """Hangs up, and the near end has been told: it is `closed`."""
        await self.close(code)
        await self.near.drain()
        await self._until(lambda: self.is_closed, "the close was not answered")

    # ---- inside
    def _expect_once(self, method: str, calls: int, once: bool) -> None:
        if once and calls > 1:
            self._fail(f"the code under test called {method}() {calls} times, expected once")

    def _sent(self, by: Optional[str]) -> List[Union[str, bytes]]:
        """What arrived; with `by` what was sent by this method: what arrives has the order in which it was sent."""
        return self._messages if by is None else [message for message, method in zip(self._messages, self.near.sent) if method == by]

    @property
    def near(self) -> _NearEnd:
        if self._near is None:
            raise RuntimeError("the connection is not open")
        return self._near

    async def _listen(self) -> None:
        """Takes in everything until the connection ends, and answers pings and the close."""
        try:
            while True:
                message = await self._socket.receive()
                if message.type == WSMsgType.TEXT and message.data.startswith(_MARKER):
                    self._markers.add(message.data)
                elif message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                    self._messages.append(message.data)
                elif message.type == WSMsgType.PING:
                    self.pings.append(bytes(message.data))
                    await self._socket.pong(message.data)
                elif message.type == WSMsgType.CLOSE:
                    self.close_code, self.close_reason = message.data, message.extra or ""
                    break
                elif message.type == WSMsgType.PONG:
                    self.pongs.append(bytes(message.data))
                else:
                    self.close_code = 1006
                    break
                self._changed.set()
        except Exception as error:  # kept for whoever waits
            self._failure = error
        finally:
            self.is_closed = True
            self._changed.set()

    async def _send(self, data: Union[str, bytes]) -> None:
        if isinstance(data, str):
            await self._socket.send_str(data)
        else:
            await self._socket.send_bytes(data)

    async def _speak(self, script: Iterable[Any], finish: Callable[[int], Awaitable[None]], before: Optional[asyncio.Task[Any]]) -> None:
        if before is not None:
            await asyncio.wait([before])
        taken = self.near.taken
        with contextlib.suppress(ConnectionError, RuntimeError):  # the code under test may have closed the connection before the script was over
            for message in script:
                await self.near.asked_for(taken)
                taken += not isinstance(message, WSMessage) or message.type in (WSMsgType.TEXT, WSMsgType.BINARY)
                if not isinstance(message, WSMessage):
                    await self._send(message if isinstance(message, (str, bytes)) else json.dumps(message))
                elif message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                    await self._send(message.data)
                elif message.type == WSMsgType.ERROR:
                    return await self._finish(taken, False, False, True, 1000)
                elif message.type == WSMsgType.PING:
                    await self._socket.ping(message.data or b"")
                else:
                    return await self._finish(taken, True, False, False, message.data if isinstance(message.data, int) else 1000)
            await finish(taken)

    async def _finish(self, taken: int, hang_up: bool, lost: bool, error: bool, code: int) -> None:
        """What this end does when the code under test asks for more than the script has."""
        if not (hang_up or lost or error):
            return
        await self.near.asked_for(taken)
        if self.is_closed or self.near.closed_by_code:
            return
        if error:
            return cast(asyncio.Transport, self._transport).write(b"\xf3\x00")  # an opcode that does not exist
        self._hung_up = True
        if lost:
            return cast(asyncio.Transport, self._transport).abort()
        await self._socket._writer.close(code, b"")

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

    def _fail(self, what: str) -> NoReturn:
        if self._failure is not None:
            state = f"failed: {self._failure!r}"
        else:
            state = f"closed with code {self.close_code} and reason {self.close_reason!r}" if self.is_closed else "open"
        raise NotReceived(f"{what}\n  connection: {state}\n  arrived ({len(self._messages)}): {[message[:300] for message in self._messages]}") from self._failure

    def _start(self, near: Any, far: Any, transport: Optional[asyncio.BaseTransport]) -> None:
        near._far = self
        self._near, self._socket, self._transport = near, far, transport
        self._tasks.append(self._loop.create_task(self._listen()))

    async def _begin(self, closed: bool, lost: bool) -> None:
        if closed:
            await self.disconnect()
        elif lost:
            await self.drop()

    async def _end(self) -> None:
        """The near end closes, this end answers; whatever is left is ended."""
        if not self._tasks:
            return
        listening, *scripts = self._tasks
        for task in scripts:
            task.cancel()
        transport = cast(Optional[asyncio.Transport], self._transport)
        if listening.done() and transport is not None:  # nobody would answer: the loop that ends has cancelled its tasks
            transport.abort()
        with contextlib.suppress(Exception):  # it may be closed or lost already
            await asyncio.wait_for(self.near.leave(), 1)
        await asyncio.wait([listening], timeout=1)
        if transport is not None:
            transport.abort()
        listening.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for socket in (self._socket, self._near):
            if isinstance(socket, _ClientSocket) and socket._conn is not None:
                socket._conn.close()


# ======================================================================================================================
# 4 · The near ends
# ======================================================================================================================

class _NearEnd:
    """What both of aiohttp's WebSocket classes get on top: they count what the far end has to know, and never wait without end."""

    _far: Optional[FarEnd] = None

    @property
    def counts(self) -> Dict[str, Any]:
        return cast(Dict[str, Any], self.__dict__.setdefault("_real_counts", {
            "failed": 0, "sent": [], "taken": 0, "asking": 0, "asked": asyncio.Event(), "closed": 0, "prepared": 0, "inside": set(), "loop": asyncio.get_running_loop()}))

    @property
    def taken(self) -> int:
        """How many messages the code under test has got."""
        return cast(int, self.counts["taken"])

    @property
    def failed_sends(self) -> int:
        return cast(int, self.counts["failed"])

    @failed_sends.setter
    def failed_sends(self, value: int) -> None:
        self.counts["failed"] = value

    @property
    def closed_by_code(self) -> int:
        """How often the code under test called close()."""
        return cast(int, self.counts["closed"])

    @property
    def prepared_by_code(self) -> int:
        return cast(int, self.counts["prepared"])

    @property
    def sent(self) -> List[str]:
        """The methods by which the code under test has sent its messages."""
        return cast(List[str], self.counts["sent"])

    async def send_str(self, data: str, *arguments: Any, **options: Any) -> None:
        await self._counted_send("send_str", super().send_str(data, *arguments, **options))  # type: ignore[misc]

    async def send_bytes(self, data: bytes, *arguments: Any, **options: Any) -> None:
        await self._counted_send("send_bytes", super().send_bytes(data, *arguments, **options))  # type: ignore[misc]

    async def send_json(self, data: Any, compress: Any = None, *, dumps: Callable[[Any], str] = json.dumps) -> None:
        await self._counted_send("send_json", super().send_str(dumps(data), compress))  # type: ignore[misc]

    async def _counted_send(self, method: str, sending: Awaitable[None]) -> None:
        _require_loop(self.counts["loop"])
        position = len(self.sent)
        self.sent.append(method)
        try:
            await sending
        except (ConnectionError, RuntimeError, TypeError):
            self.counts["failed"] += 1
            del self.sent[position:position + 1]
            raise

    async def receive(self, *arguments: Any, **options: Any) -> Any:
        counts = self.counts
        _require_loop(counts["loop"])
        counts["asking"] += 1
        counts["asked"].set()
        try:
            message = await asyncio.wait_for(self._receive_inside(*arguments, **options), TIMEOUT + (_seconds(arguments, options) or 0))
        except asyncio.TimeoutError:
            if _seconds(arguments, options):
                raise
            raise NotReceived(f"the code under test waited {TIMEOUT:g} s for a message, but the far end sent none") from None
        finally:
            counts["asking"] -= 1
        counts["taken"] += message.type in (WSMsgType.TEXT, WSMsgType.BINARY)
        return message

    async def _receive_inside(self, *arguments: Any, **options: Any) -> Any:
        """receive() closes the connection by itself when the far end hangs up: that is not the code's close()."""
        task = asyncio.current_task()
        self.counts["inside"].add(task)
        try:
            return await super().receive(*arguments, **options)  # type: ignore[misc]
        finally:
            self.counts["inside"].discard(task)

    async def close(self, **options: Any) -> bool:
        self.counts["closed"] += asyncio.current_task() not in self.counts["inside"]
        return cast(bool, await super().close(**options))  # type: ignore[misc]

    async def asked_for(self, position: int) -> None:
        """Waits until the code under test has taken `position` messages and asks for the next one."""
        while not (self.counts["asking"] and self.taken >= position):
            self.counts["asked"].clear()
            await self.counts["asked"].wait()

    async def send_marker(self, marker: str) -> bool:
        if self.closed:  # type: ignore[attr-defined]
            return False
        try:
            await super().send_str(marker)  # type: ignore[misc]
        except (ConnectionError, RuntimeError):  # the far end is gone, or a close is on the way
            return False
        return True

    async def drain(self) -> None:
        """Takes what is on the way until the close of the far end."""
        while not self.closed:  # type: ignore[attr-defined]
            await asyncio.wait_for(self._receive_inside(), TIMEOUT)

    async def leave(self) -> None:
        if not self.closed:  # type: ignore[attr-defined]
            await super().close(code=1001, message=b"end of the test")  # type: ignore[misc]

    def is_lost(self) -> bool:
        raise NotImplementedError


class _ServerEnd(_NearEnd, web.WebSocketResponse):
    """aiohttp's WebSocketResponse, prepared by the fixture: a prepare() of the code under test then changes nothing, as a second one does."""

    _transport_of_test: Optional[asyncio.BaseTransport] = None

    async def prepare(self, request: Any) -> Any:
        if self._far is not None:
            self.counts.update(prepared=self.prepared_by_code + 1, request=request)
            return self._payload_writer
        return await super().prepare(request)

    def is_lost(self) -> bool:
        return self._transport_of_test is None or self._transport_of_test.is_closing()


class _ClientEnd(_NearEnd, aiohttp.ClientWebSocketResponse):
    """aiohttp's ClientWebSocketResponse; it may stand behind `async with`, as what ws_connect() gives does."""

    async def __aenter__(self) -> Any:
        return self

    async def __aexit__(self, *_: object) -> None:
        if not self.closed:
            await self.close()

    def is_lost(self) -> bool:
        transport = self._conn.transport if self._conn is not None else None
        return transport is None or transport.is_closing()


class AiohttpPair(NamedTuple):
    """Both ends of one connection, the server's for the code under test: `ws, ws_client = pair`."""

    server: web.WebSocketResponse
    client: FarEnd


class AiohttpClientPair(NamedTuple):
    """Both ends of one connection, the client's for the code under test: `ws, ws_server = pair`."""

    client: aiohttp.ClientWebSocketResponse
    server: FarEnd


# ======================================================================================================================
# 5 · The server
# ======================================================================================================================

class _Server:
    """One server on a free port of 127.0.0.1; each handshake is awaited by the one who opened it."""

    def __init__(self) -> None:
        self._arrivals: Dict[str, Tuple[web.WebSocketResponse, asyncio.Future[web.BaseRequest], asyncio.Event]] = {}
        self._protocols = web.Server(self._handle, access_log=None)

    async def start(self) -> None:
        self._listener = await asyncio.get_running_loop().create_server(self._protocols, "127.0.0.1", 0)
        self._address = self._listener.sockets[0].getsockname()

    def expect(self, response: web.WebSocketResponse) -> Tuple[str, asyncio.Future[web.BaseRequest], asyncio.Event]:
        """The address at which the next connection becomes `response`, its request, and what lets its handler end."""
        name = uuid.uuid4().hex
        arrival = (response, asyncio.get_running_loop().create_future(), asyncio.Event())
        self._arrivals[name] = arrival
        return f"ws://127.0.0.1:{self._address[1]}/{name}", arrival[1], arrival[2]

    async def stop(self) -> None:
        self._listener.close()
        await self._protocols.shutdown(1)
        await self._listener.wait_closed()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        response, arrival, released = self._arrivals.pop(request.path[1:])
        await response.prepare(request)
        arrival.set_result(request)
        await released.wait()
        return response


# ======================================================================================================================
# 6 · Manager
# ======================================================================================================================

class RealAiohttp:
    """Opens connections on the running event loop, and closes everything in order.

        async with RealAiohttp() as sockets:
            ws, ws_client = await sockets.open()             # ws is a web.WebSocketResponse
            ws, ws_server = await sockets.open_client()      # ws is a ClientWebSocketResponse
    """

    def __init__(self) -> None:
        self._loop: Optional[asyncio.AbstractEventLoop] = None
        self._server: Optional[_Server] = None
        #: Of the far ends, and of the near ends that are the client's.
        self._sessions: List[aiohttp.ClientSession] = []
        self._ends: List[Tuple[FarEnd, asyncio.Event]] = []
        self._life: Optional[AsyncGenerator[None, None]] = None
        self._starting: Optional[asyncio.Future[None]] = None

    async def __aenter__(self) -> RealAiohttp:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def open(self, *, closed: bool = False, lost: bool = False) -> AiohttpPair:
        """Opens one connection whose near end is the server's. closed=True: closed by the client already; lost=True: the client is gone without a word."""
        server = await self._started()
        near, far = _ServerEnd(), FarEnd()
        url, arrival, released = server.expect(near)
        self._ends.append((far, released))
        socket = await asyncio.wait_for(_ws_connect(self._sessions[0], url, autoping=False, max_msg_size=0), TIMEOUT)
        near._transport_of_test = (await asyncio.wait_for(arrival, TIMEOUT)).transport
        connection = socket._response.connection
        far._start(near, socket, connection.transport if connection is not None else None)
        await far._begin(closed, lost)
        return AiohttpPair(near, far)

    async def open_client(self, *, closed: bool = False, lost: bool = False) -> AiohttpClientPair:
        """Opens one connection whose near end is the client's. closed=True: closed by the server already; lost=True: the server is gone without a word."""
        server = await self._started()
        socket, far = _ServerSocket(autoping=False, max_msg_size=0), FarEnd()
        url, arrival, released = server.expect(socket)
        self._ends.append((far, released))
        near = await asyncio.wait_for(_ws_connect(self._sessions[1], url, max_msg_size=0), TIMEOUT)
        far._start(near, socket, (await asyncio.wait_for(arrival, TIMEOUT)).transport)
        await far._begin(closed, lost)
        return AiohttpClientPair(near, far)

    async def close(self) -> None:
        """Closes everything that is open: the connections, the last one first, then the server."""
        life, self._life, self._starting = self._life, None, None
        if life is not None:
            await life.aclose()

    async def _started(self) -> _Server:
        self._loop = self._loop or asyncio.get_running_loop()
        _require_loop(self._loop)
        if self._starting is None:
            self._life = self._run()
            self._starting = asyncio.ensure_future(self._life.__anext__())
        await asyncio.shield(self._starting)
        return cast(_Server, self._server)

    async def _run(self) -> AsyncGenerator[None, None]:
        """The life of the server and of everything that is connected. It ends with the event loop at the latest, which finishes its generators."""
        self._server = server = _Server()
        await server.start()
        self._sessions = [_ClientSession(), _ClientSession(ws_response_class=_ClientEnd)]
        try:
            yield
        finally:
            ends, self._ends = self._ends, []
            try:
                for far, released in reversed(ends):
                    await far._end()
                    released.set()
            finally:
                for session in self._sessions:
                    await session.close()
                await server.stop()


async def expect_events(client: FarEnd, contract: EventContract, *, within: float = 0) -> Messages:
    """The messages that were not taken yet keep the contract; waits until they are complete, takes them and gives them back."""
    return await client.expect_events(contract, within=within)


async def play(pair: Union[AiohttpPair, AiohttpClientPair], handler: Awaitable[Any], messages: Sequence[Any] = (), *, hang_up: bool = True, code: int = 1000) -> Any:
    """Runs a receive loop of the code under test against these messages: see FarEnd.play()."""
    far = pair.client if isinstance(pair, AiohttpPair) else pair.server
    return await far.play(handler, messages, hang_up=hang_up, code=code)


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


def _seconds(arguments: Sequence[Any], options: Mapping[str, Any]) -> Optional[float]:
    """The timeout that receive() was given."""
    return cast(Optional[float], options.get("timeout", arguments[0] if arguments else None))


def _require_loop(loop: asyncio.AbstractEventLoop) -> None:
    if asyncio.get_running_loop() is not loop:
        raise RuntimeError(
            "the connection was set up on another event loop than the test runs on: open it in the test by open_aiohttp_pair, which works on every "
            "loop, or set asyncio_default_fixture_loop_scope to the loop_scope of the test")


# ======================================================================================================================
# 7 · Fixtures
# ======================================================================================================================

@contextlib.contextmanager
def _sockets_of_any_test(request: Any) -> Iterator[RealAiohttp]:
    """For fixtures without a loop of their own: the loop of the test is idle behind the test, or has closed everything when it ended itself."""
    for name in [each for each in request.fixturenames if each.endswith(("event_loop", "<event_loop>"))]:  # before pytest-asyncio 1.1
        request.getfixturevalue(name)  # what is set up behind the loop ends before it
    sockets = RealAiohttp()
    try:
        yield sockets
    finally:
        if sockets._loop is not None and not sockets._loop.is_closed():
            sockets._loop.run_until_complete(sockets.close())


class AiohttpPairs:
    """For unittest: `class TestHub(AiohttpPairs, unittest.IsolatedAsyncioTestCase)`; everything is closed behind asyncTearDown."""

    async def open_aiohttp_pair(self, **options: bool) -> AiohttpPair:
        """Opens a connected pair whose near end is the server's."""
        return await self._real_aiohttp().open(**options)

    async def open_aiohttp_client_pair(self, **options: bool) -> AiohttpClientPair:
        """Opens a connected pair whose near end is the client's."""
        return await self._real_aiohttp().open_client(**options)

    def _real_aiohttp(self) -> RealAiohttp:
        sockets: Optional[RealAiohttp] = self.__dict__.get("_real_aiohttp_of_test")
        if sockets is None or sockets._loop not in (None, asyncio.get_running_loop()):
            sockets = self.__dict__["_real_aiohttp_of_test"] = RealAiohttp()
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
def open_aiohttp_pair(request: Any) -> Iterator[Callable[..., Awaitable[AiohttpPair]]]:
    """Opens connected pairs with a WebSocketResponse for the code under test: `ws, ws_client = await open_aiohttp_pair()`."""
    with _sockets_of_any_test(request) as sockets:
        yield sockets.open


@_fixture
def open_aiohttp_client_pair(request: Any) -> Iterator[Callable[..., Awaitable[AiohttpClientPair]]]:
    """Opens connected pairs with a ClientWebSocketResponse for the code under test: `ws, ws_server = await open_aiohttp_client_pair()`."""
    with _sockets_of_any_test(request) as sockets:
        yield sockets.open_client


@_async_fixture
async def aiohttp_pair() -> AsyncIterator[AiohttpPair]:
    """One connected pair: `.server` for the code under test, `.client` for the test."""
    async with RealAiohttp() as sockets:
        yield await sockets.open()


@_async_fixture
async def aiohttp_client_pair() -> AsyncIterator[AiohttpClientPair]:
    """One connected pair: `.client` for the code under test, `.server` for the test."""
    async with RealAiohttp() as sockets:
        yield await sockets.open_client()
