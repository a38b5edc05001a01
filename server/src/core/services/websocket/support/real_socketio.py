# demock: support v1
# ruff: noqa
# fmt: off
"""A real Socket.IO server with real clients for tests of python-socketio code, in place of a mock of `socketio.AsyncServer`.

    async def test_trade(open_socketio_server):
        sio, sio_client = await open_socketio_server()
        await Ticker(sio).announce({"price": 10})                       # the code under test gets a real AsyncServer ...
        await sio_client.received.expect_only("trade", {"price": 10}, room="prices")   # ... and the test reads what clients received

The server listens on 127.0.0.1, on a free port, and whoever the code under test names is there: a room or a session id that is sent to has a
member, and a session id that is entered into a room, asked for its session or disconnected belongs to a real client, which is connected when the
code names it for the first time. One more client of each namespace is in no room: only a broadcast reaches it. What arrives is told by what these
clients received over their connections: the event, its data, and by who received it and who did not the room and whom it skipped.

emit() returns when what it sent has arrived: a marker is sent behind it to every client. Counts, order and absences are exact without sleeping.
Every wait is bounded (REAL_SOCKETIO_TIMEOUT, 5 seconds by default).

    sio_client.received       what arrived: emit(), send()          sio_client.disconnected   whom the server has thrown out
    sio_client.entered        who came into a room: enter_room()    sio_client.saved          what was stored: save_session()
    sio_client.left           who went out of a room: leave_room()

Each of them is looked at by `await log()`, a list, or by expect_only(), expect_last(), expect_any(), expect_sequence() and expect_none(), which take
what the method of the server takes.

    pytest     Import the fixtures in conftest.py: `from real_socketio import open_socketio_server, socketio_pair  # noqa: F401`.
               open_socketio_server  opens servers, in tests of pytest-asyncio (any mode and loop scope) and of anyio
               socketio_pair         one server: `.server` for the code under test, `.client`, its clients, for the test
    unittest   class TestChat(SocketIOServers, unittest.IsolatedAsyncioTestCase): ... await self.open_socketio_server()
    neither    async with RealSocketIO() as real: sio, sio_client = await real.open()

Read on: 1 what arrived · 2 contracts of event streams · 3 the clients · 4 the server · 5 fixtures. It needs Python 3.8, python-socketio 5.10, aiohttp 3.8, pytest 7.4 and
pytest-asyncio 0.23, or newer ones.

Demock wrote this file and it is yours: change it as you like. While it is unedited, Demock upgrades it; afterwards it stays as it is.
"""
from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import importlib
import json
import os
import uuid
from typing import (
    Any, AsyncIterator, Awaitable, Callable, Coroutine, Dict, Generator, Generic, Iterator, List, Mapping, NamedTuple, NoReturn, Optional, Sequence, Set, Tuple, TypeVar, cast)

try:
    import socketio  # type: ignore[import-untyped,import-not-found,unused-ignore]
    from aiohttp import web
except ImportError as error:
    raise ImportError(
        f"real_socketio.py needs the package {(error.name or str(error)).split('.')[0]!r}. "
        "Install what is missing: pip install pytest pytest-asyncio python-socketio aiohttp") from error

try:
    import pytest
except ImportError:
    pytest = None  # type: ignore[assignment]
try:
    import pytest_asyncio
except ImportError:
    pytest_asyncio = None  # type: ignore[assignment]

TIMEOUT = float(os.environ.get("REAL_SOCKETIO_TIMEOUT", "5"))
_MARKER = "real-socketio-marker"


# ======================================================================================================================
# 1 · What arrived
# ======================================================================================================================

class NotReceived(AssertionError):
    """What the test expected did not happen, or more happened than it allowed."""


class Entries(List[Any]):
    """What happened, in order; an index beyond it fails the test and says what did happen."""

    def __getitem__(self, index: Any) -> Any:
        try:
            return super().__getitem__(index)
        except IndexError:
            raise NotReceived(f"[{index}] was asked for, but this is all that happened:{_listed(self)}") from None


class Event:
    """An event as it arrived, or as emit() would be called to send it: Event("trade", {"price": 10}, room="prices")."""

    def __init__(self, event: str, data: Any = None, to: Any = None, room: Any = None, skip_sid: Any = None, namespace: Optional[str] = None,
                 callback: Any = None, ignore_queue: bool = False) -> None:
        self.event = event
        #: What the clients were given: several arguments are a tuple, none are None.
        self.data: Any = tuple(as_json(each) for each in data) if isinstance(data, tuple) else as_json(data)
        #: The room or session id that it was sent to; None: to everybody.
        self.room = _one_or_several(to if to is not None else room)
        #: Whom it did not reach although they were there.
        self.skip_sid = _one_or_several(skip_sid)
        self.namespace = namespace or "/"

    @property
    def to(self) -> Any:
        return self.room

    @property
    def args(self) -> Tuple[Any, ...]:
        """The event and its data, as emit() is given them."""
        return (self.event,) if self.data is None else (self.event, self.data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Event) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash(self.event)

    def __repr__(self) -> str:
        told = [repr(self.event), *([_shortened(self.data)] if self.data is not None else [])]
        return f"emit({', '.join(told + _named(room=self.room, skip_sid=self.skip_sid, namespace=None if self.namespace == '/' else self.namespace))})"

    def _told(self) -> Tuple[Any, ...]:
        return self.event, self.data, self.room, self.skip_sid, self.namespace


class _Entry:
    """What one call of the server did to one client."""

    method = ""

    def __init__(self, sid: Any, *told: Any, namespace: Optional[str] = None) -> None:
        self.sid = sid
        self.namespace = namespace or "/"
        self._values = told

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Entry) and (self.method, self.sid, self._values, self.namespace) == (other.method, other.sid, other._values, other.namespace)

    def __hash__(self) -> int:
        return hash((self.method, self.namespace))

    @property
    def args(self) -> Tuple[Any, ...]:
        """What the method of the server is given."""
        return (self.sid, *self._values)

    def __repr__(self) -> str:
        told = [repr(each) for each in (self.sid, *self._values)]
        return f"{self.method}({', '.join(told + _named(namespace=None if self.namespace == '/' else self.namespace))})"


class Entered(_Entry):
    """A client came into a room."""

    method = "enter_room"

    def __init__(self, sid: Any, room: Any, namespace: Optional[str] = None) -> None:
        super().__init__(sid, room, namespace=namespace)
        self.room = room


class Left(Entered):
    """A client went out of a room."""

    method = "leave_room"


class Saved(_Entry):
    """What is stored for a client."""

    method = "save_session"

    def __init__(self, sid: Any, session: Any, namespace: Optional[str] = None) -> None:
        super().__init__(sid, session, namespace=namespace)
        self.session = session


class Disconnected(_Entry):
    """A client was thrown out."""

    method = "disconnect"

    def __init__(self, sid: Any, namespace: Optional[str] = None, ignore_queue: bool = False) -> None:
        super().__init__(sid, namespace=namespace)


_What = TypeVar("_What", Event, Entered, Left, Saved, Disconnected)


class Log(Generic[_What]):
    """What happened of one kind, in order. What is expected is written as the method of the server is called."""

    def __init__(self, what: Callable[..., _What], settled: Callable[[], Awaitable[None]]) -> None:
        #: Makes one to compare with: `sio_client.received.of("trade", {"price": 10}, room="prices")`.
        self.of: Callable[..., _What] = what
        self._settled = settled
        self._entries: List[_What] = []
        #: How many of them expect_events() has taken.
        self._taken = 0
        self._changed = asyncio.Event()

    async def __call__(self) -> Entries:
        """Everything since the start or clear()."""
        await self._settled()
        return Entries(self._entries)

    async def clear(self) -> None:
        """Forgets what happened so far."""
        await self._settled()
        self._entries.clear()
        self._taken = 0

    async def expect_only(self, *given: Any, **named: Any) -> None:
        """Exactly this happened, once."""
        await self._expect(lambda wanted, known: list(known) == [wanted], "only", given, named)

    async def expect_last(self, *given: Any, **named: Any) -> None:
        """This happened last."""
        await self._expect(lambda wanted, known: bool(known) and known[-1] == wanted, "at last", given, named)

    async def expect_any(self, *given: Any, **named: Any) -> None:
        """This happened, among others perhaps."""
        await self._expect(lambda wanted, known: wanted in known, "among others", given, named)

    async def expect_sequence(self, wanted: Sequence[_What]) -> None:
        """These happened one directly after the other."""
        known = await self()
        starts = range(len(known) - len(wanted) + 1)
        if not any(list(known)[start:start + len(wanted)] == list(wanted) for start in starts):
            _fail(f"expected one after the other:{_listed(wanted)}\n", known)

    async def expect_none(self) -> None:
        """Nothing happened."""
        known = await self()
        if known:
            _fail("expected nothing", known)

    async def _expect(self, fits: Callable[[Any, List[Any]], bool], how: str, given: Tuple[Any, ...], named: Dict[str, Any]) -> None:
        known = await self()
        wanted = self.of(*given, **named)
        if not fits(wanted, known):
            _fail(f"expected {how} {wanted!r}", known)

    def _add(self, entry: _What) -> None:
        self._entries.append(entry)
        self._changed.set()

    async def _until(self, check: Callable[[], bool], timeout: float) -> None:
        """Waits for what happens next until the check holds, no longer than this."""
        async def waiting() -> None:
            while not check():
                self._changed.clear()
                await self._changed.wait()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(waiting(), timeout)


def as_json(value: Any) -> Any:
    """What `value` looks like after the wire: tuples become lists, keys text. What JSON does not know (mock.ANY, bytes) stays as it is."""
    if isinstance(value, Mapping):
        return {next(iter(json.loads(json.dumps({key: None})))): as_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in value]
    try:
        return json.loads(json.dumps(value))
    except TypeError:
        return value


def _fail(message: str, known: Sequence[Any]) -> NoReturn:
    raise NotReceived(f"{message}, but this happened:{_listed(known)}")


def _listed(known: Sequence[Any]) -> str:
    return "".join(f"\n  {number} {entry!r}" for number, entry in enumerate(known, 1)) if known else " nothing"


def _shortened(data: Any) -> str:
    text = repr(data)
    return text if len(text) <= 300 else f"{text[:297]}..."


def _named(**given: Any) -> List[str]:
    return [f"{name}={value!r}" for name, value in given.items() if value is not None]


def _several(given: Any) -> List[Any]:
    return [] if given is None else list(given) if isinstance(given, (list, tuple, set, frozenset)) else [given]


def _one_or_several(given: Any) -> Any:
    """One of them stands for itself; of several the order does not matter."""
    several = _several(given)
    return None if not several else several[0] if len(several) == 1 else sorted(several, key=str)


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
# 3 · The clients
# ======================================================================================================================

class _Client:
    """One connected client, which keeps what it receives."""

    def __init__(self, sid: str, namespace: str) -> None:
        self.sid = sid
        self.namespace = namespace
        self.arrived: List[Tuple[str, Any]] = []
        #: What was stored for it by the test.
        self.session: Optional[Mapping[str, Any]] = None
        self._marker: Optional[asyncio.Future[None]] = None
        self._far_end: Any = socketio.AsyncClient(reconnection=False, handle_sigint=False)
        self._far_end.register_namespace(_capture(namespace, self._receive))

    async def connect(self, url: str) -> None:
        await self._far_end.connect(url, namespaces=[self.namespace], transports=["websocket"], wait_timeout=TIMEOUT)

    async def end(self, is_polite: bool = True) -> None:
        """Leaves, and waits until everything of it is gone; without a word where the event loop has cancelled what would answer."""
        eio = self._far_end.eio
        session = getattr(eio, "http", None)
        try:
            if is_polite:
                await asyncio.wait_for(self._far_end.disconnect(), TIMEOUT)
        finally:
            if session is not None and not session.closed:
                await session.close()

    async def fence(self, send_marker: Callable[[str], Awaitable[None]]) -> None:
        """Returns when everything that was sent to it has arrived."""
        self._marker = asyncio.get_running_loop().create_future()
        await send_marker(self.sid)
        done, _ = await asyncio.wait([self._marker], timeout=TIMEOUT)
        if not done:
            raise NotReceived(f"the client {self.sid!r} received nothing more within {TIMEOUT:g} s; before:{_listed(self.arrived)}")

    def _receive(self, event: str, given: Tuple[Any, ...]) -> None:
        if event == _MARKER:
            if self._marker is not None and not self._marker.done():
                self._marker.set_result(None)
        else:
            self.arrived.append((event, None if not given else given[0] if len(given) == 1 else given))


def _capture(namespace: str, receive: Callable[[str, Tuple[Any, ...]], None]) -> Any:
    class Capture(socketio.AsyncClientNamespace):  # type: ignore[misc,no-any-unimported,unused-ignore]
        async def trigger_event(self, event: str, *given: Any) -> None:
            if event not in ("connect", "connect_error", "disconnect", "__disconnect_final"):
                receive(event, given)

    return Capture(namespace)


class SocketIOClients:
    """The clients of a server: what they received, and what the server did with them."""

    def __init__(self, server: Any, session: Optional[Mapping[str, Any]], give_back: Callable[[], None] = lambda: None) -> None:
        self._server = server
        self._give_back = give_back
        #: What is stored for every client, also for those that are there already: an entry of its own for each.
        self.session = session
        self._url = ""
        self._loop = asyncio.get_running_loop()
        self._turn = asyncio.Lock()
        #: Clients by namespace and session id, and those that are in one room, by namespace and room.
        self._clients: Dict[Tuple[str, Any], _Client] = {}
        self._roommates: Dict[Tuple[str, Any], _Client] = {}
        self._bystanders: Dict[str, _Client] = {}
        self._ids: List[str] = []
        self._tasks: Set[asyncio.Task[Any]] = set()
        self._runner: Optional[web.AppRunner] = None
        self._watcher: Optional[asyncio.Task[None]] = None
        self._over = asyncio.Event()
        self.received: Log[Event] = Log(Event, self._settled)
        self.entered: Log[Entered] = Log(Entered, self._settled)
        self.left: Log[Left] = Log(Left, self._settled)
        self.saved: Log[Saved] = Log(Saved, self._settled)
        self.disconnected: Log[Disconnected] = Log(Disconnected, self._settled)

    async def connect(self, sid: str, namespace: str = "/", session: Optional[Mapping[str, Any]] = None) -> None:
        """Connects a client that has this session id, and stores what is known about it."""
        async with self._turn:
            await self._client(sid, namespace)
        if session is not None:
            await self._server._saves(sid, dict(session), namespace)

    async def clear(self) -> None:
        """Forgets everything that happened so far; the clients and their rooms stay."""
        for log in (self.received, self.entered, self.left, self.saved, self.disconnected):
            await log.clear()

    async def expect_events(self, contract: EventContract, *, within: float = 0) -> Entries:
        """What was emitted since the last time keeps the contract; waits until it is complete (and `within` seconds more), takes it and gives it back.

        An event is told from its name; its fields are those of what was emitted with it, and of its "payload" or "data".
        """
        def events() -> List[Any]:
            return [_as_event(entry, contract.type_field) for entry in self.received._entries[self.received._taken:]]

        await self.received._until(lambda: contract.is_complete(events()), TIMEOUT)
        if within:
            await self.received._until(lambda: bool(contract.problems(events())), within)
        await self._settled()
        problems, known = contract.problems(events()), Entries(self.received._entries[self.received._taken:])
        if problems:
            _fail("\n  - ".join([f"the events do not keep the contract {contract.name!r}:", *problems]) + "\n", known)
        self.received._taken += len(known)
        return known

    def is_connected(self, sid: str, namespace: str = "/") -> bool:
        return bool(self._server.manager.is_connected(sid, namespace))

    # ---- what the server asks for
    async def _named(self, sid: Any, namespace: Optional[str]) -> None:
        """The session id belongs to a client from now on."""
        _require_loop(self._loop)
        async with self._turn:
            await self._client(sid, namespace or "/")

    async def _deliver(self, send: Callable[[], Awaitable[Any]], room: Any, skip: Any, namespace: Optional[str]) -> None:
        """Sends while everybody who is named is there, and tells what arrived from who received it."""
        _require_loop(self._loop)
        where = namespace or "/"
        rooms, skipped = _several(room), _several(skip)
        async with self._turn:
            await self._somebody(rooms, where)
            guests: List[Tuple[Any, Any]] = []
            for sid in skipped:
                await self._client(sid, where)
                guests += [(sid, each) for each in rooms if await self._visits(sid, each, where)]
            members = {each: self._members(each, where) for each in rooms}
            try:
                await send()
                await self._fence(where)
            finally:
                for sid, each in guests:
                    await self._server._leaves(sid, each, where)
            self._read(where, members)

    async def _somebody(self, rooms: List[Any], namespace: str) -> None:
        """Somebody is in each of these rooms, and somebody in none."""
        if namespace not in self._bystanders:
            self._bystanders[namespace] = await self._connected(f"in-no-room-{uuid.uuid4().hex}", namespace)
        for room in rooms:
            if (namespace, room) not in self._clients and (namespace, room) not in self._roommates:
                client = self._roommates[namespace, room] = await self._connected(f"in-room-{uuid.uuid4().hex}", namespace)
                await self._server._enters(client.sid, room, namespace)

    async def _visits(self, sid: Any, room: Any, namespace: str) -> bool:
        """Who is skipped is in the room, so that it shows; gives whether the client was brought there for that alone."""
        if (namespace, room) in self._clients or not self.is_connected(sid, namespace) or room in self._server.rooms(sid, namespace):
            return False
        await self._server._enters(sid, room, namespace)
        return True

    def _read(self, namespace: str, members: Dict[Any, Set[str]]) -> None:
        """One event for what was sent once: everybody who received it has the same one."""
        here = self._here(namespace)
        reached = {client.sid for client in here if client.arrived}
        if reached:
            event, data = next(client.arrived[0] for client in here if client.arrived)
            if self._bystanders[namespace].sid in reached:
                rooms, missed = [], {client.sid for client in here} - reached
            else:
                rooms = [room for room, inside in members.items() if inside & reached]
                missed = {sid for room in rooms for sid in members[room]} - reached
            known = {client.sid for (where, _), client in self._clients.items() if where == namespace}
            self.received._add(Event(event, data, room=rooms, skip_sid=missed & known, namespace=namespace))
        for client in here:
            client.arrived = []

    def _here(self, namespace: str) -> List[_Client]:
        """Everybody who is connected to a namespace."""
        named = [client for known in (self._clients, self._roommates) for (where, _), client in known.items() if where == namespace]
        return [client for client in (*named, self._bystanders[namespace]) if self.is_connected(client.sid, namespace)]

    def _members(self, room: Any, namespace: str) -> Set[str]:
        return {sid for sid, _ in self._server.manager.get_participants(namespace, room)}

    async def _fence(self, namespace: str) -> None:
        async def send_marker(sid: str) -> None:
            await self._server._sends(_MARKER, to=sid, namespace=namespace)

        for client in self._here(namespace):
            await client.fence(send_marker)

    async def _settled(self) -> None:
        _require_loop(self._loop)
        async with self._turn:
            pass

    # ---- coming and going
    async def _client(self, sid: Any, namespace: str) -> None:
        """A client has this session id. One that has left does not come back."""
        if (namespace, sid) not in self._clients:
            self._clients[namespace, sid] = await self._connected(sid, namespace)
        client = self._clients[namespace, sid]
        if client.session is not self.session and self.is_connected(sid, namespace):
            client.session = self.session
            await self._server._saves(sid, dict(self.session or {}), namespace)

    async def _connected(self, sid: str, namespace: str) -> _Client:
        if self._runner is None:
            await self._listen()
            self._watcher = asyncio.ensure_future(self._watch())
        self._ids = [uuid.uuid4().hex, sid]
        client = _Client(sid, namespace)
        try:
            await client.connect(self._url)
        except BaseException:
            await client.end()
            raise
        return client

    async def _watch(self) -> None:
        """Ends what was opened, also where the event loop ends and cancels everything first."""
        try:
            await self._over.wait()
        finally:
            await self._end()

    async def _listen(self) -> None:
        app = web.Application()
        self._server.eio.generate_id = self._next_id
        self._server.eio.start_service_task = False
        self._server.eio.start_background_task = self._start_task
        app.router.add_get("/socket.io/", self._answer)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._url = f"http://{host}:{port}"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        answer: Optional[web.StreamResponse] = await self._server.handle_request(request)
        return answer if answer is not None else web.Response()

    def _next_id(self) -> str:
        return self._ids.pop(0) if self._ids else uuid.uuid4().hex

    def _start_task(self, target: Callable[..., Any], *given: Any, **named: Any) -> asyncio.Task[Any]:
        task = asyncio.ensure_future(target(*given, **named))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return cast("asyncio.Task[Any]", task)

    async def _close(self) -> None:
        """Everybody leaves, then the server ends with all that it has started."""
        if self._over.is_set():
            return
        self._over.set()
        if self._watcher is None:
            return self._give_back()
        await asyncio.wait([self._watcher])
        self._watcher.result()

    async def _end(self) -> None:
        self._server._is_closing = True
        clients = [*self._clients.values(), *self._roommates.values(), *self._bystanders.values()]
        self._clients, self._roommates, self._bystanders = {}, {}, {}
        try:
            for client in clients:
                await client.end(self._over.is_set())
        finally:
            if self._runner is not None:
                await self._runner.cleanup()
            tasks = [task for task in self._tasks if task is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._give_back()


async def expect_events(client: SocketIOClients, contract: EventContract, *, within: float = 0) -> Entries:
    """What was emitted since the last time keeps the contract; waits until it is complete, takes it and gives it back."""
    return await client.expect_events(contract, within=within)


def _as_event(entry: Event, type_field: str) -> Dict[str, Any]:
    fields = dict(entry.data) if isinstance(entry.data, Mapping) else {}
    return {"data": entry.data, **fields, type_field: entry.event}


def _require_loop(loop: asyncio.AbstractEventLoop) -> None:
    if asyncio.get_running_loop() is not loop:
        raise RuntimeError(
            "the server was set up on another event loop than this code runs on: open it in the test by open_socketio_server, which works on every "
            "loop, or set asyncio_default_fixture_loop_scope to the loop_scope of the test")


# ======================================================================================================================
# 4 · The server
# ======================================================================================================================

class RealAsyncServer(socketio.AsyncServer):  # type: ignore[misc,no-any-unimported,unused-ignore]
    """A real AsyncServer: before it does what it is told, those whom it is told about are connected, and it returns when it has arrived."""

    _clients: SocketIOClients
    _is_closing = False

    async def emit(self, event: str, data: Any = None, to: Any = None, room: Any = None, skip_sid: Any = None, namespace: Optional[str] = None,
                   callback: Any = None, **more: Any) -> None:
        whom = to if to is not None else room

        async def send() -> None:
            await self._sends(event, data, room=whom, skip_sid=skip_sid, namespace=namespace, callback=callback, **more)

        await self._clients._deliver(send, whom, skip_sid, namespace)

    async def enter_room(self, sid: Any, room: Any, namespace: Optional[str] = None) -> None:
        await self._clients._named(sid, namespace)
        await self._enters(sid, room, namespace)
        if room in self.rooms(sid, namespace):
            self._clients.entered._add(Entered(sid, room, namespace))

    async def leave_room(self, sid: Any, room: Any, namespace: Optional[str] = None) -> None:
        await self._clients._named(sid, namespace)
        if self._clients.is_connected(sid, namespace or "/"):  # whom the code takes out of a room has been in it
            await self._enters(sid, room, namespace)
            await self._leaves(sid, room, namespace)
            if room not in self.rooms(sid, namespace):
                self._clients.left._add(Left(sid, room, namespace))

    async def get_session(self, sid: Any, namespace: Optional[str] = None) -> Any:
        await self._clients._named(sid, namespace)
        return await super().get_session(sid, namespace)

    async def save_session(self, sid: Any, session: Any, namespace: Optional[str] = None) -> None:
        await self._clients._named(sid, namespace)
        await self._saves(sid, session, namespace)
        self._clients.saved._add(Saved(sid, await super().get_session(sid, namespace), namespace))

    async def disconnect(self, sid: Any, namespace: Optional[str] = None, **more: Any) -> None:
        where = namespace or "/"
        await self._clients._named(sid, where)
        if self._clients.is_connected(sid, where):
            await super().disconnect(sid, namespace, **more)
            if not self._clients.is_connected(sid, where):
                self._clients.disconnected._add(Disconnected(sid, where))

    # ---- what the server does without being watched
    async def _sends(self, *given: Any, **named: Any) -> None:
        await super().emit(*given, **named)

    async def _enters(self, sid: Any, room: Any, namespace: Optional[str]) -> None:
        await super().enter_room(sid, room, namespace)

    async def _leaves(self, sid: Any, room: Any, namespace: Optional[str]) -> None:
        await super().leave_room(sid, room, namespace)

    async def _saves(self, sid: Any, session: Any, namespace: Optional[str]) -> None:
        await super().save_session(sid, session, namespace)

    async def _trigger_event(self, event: str, namespace: str, *given: Any) -> Any:
        """The clients are there already: handlers of the code under test are run when the test calls them."""
        if event == "connect" or (event == "disconnect" and self._is_closing):
            return None
        return await super()._trigger_event(event, namespace, *given)


def _named_server(server: Any) -> Any:
    """The server itself, or what a dotted path leads to."""
    found: Any = server
    if isinstance(server, str):
        module, _, rest = server.partition(".")
        found = importlib.import_module(module)
        for name in rest.split("."):
            module = f"{module}.{name}"
            found = getattr(found, name) if hasattr(found, name) else importlib.import_module(module)
    if not isinstance(found, socketio.AsyncServer):
        raise TypeError(f"{server if isinstance(server, str) else 'what was given'} is no socketio.AsyncServer: it is {found!r}")
    return found


def _take(server: Any) -> Callable[[], None]:
    """Makes an AsyncServer a RealAsyncServer, without what it has done so far; gives a function that undoes it."""
    kind, before, engine = server.__class__, dict(server.__dict__), dict(server.eio.__dict__)
    server.__class__ = RealAsyncServer if kind is socketio.AsyncServer else type(kind.__name__, (RealAsyncServer, kind), {})
    server.manager = socketio.AsyncManager()
    server.manager.set_server(server)
    server.manager_initialized = False
    server.environ, server._binary_packet, server.namespaces = {}, {}, "*"
    server.eio.sockets = {}
    server.eio._async = importlib.import_module("engineio.async_drivers.aiohttp")._async

    def give_back() -> None:
        server.__class__ = kind
        for part, known in ((server, before), (server.eio, engine)):
            part.__dict__.clear()
            part.__dict__.update(known)

    return give_back


class SocketIOPair(NamedTuple):
    """Both ends."""

    #: For the code under test.
    server: Any
    #: For the test.
    client: SocketIOClients


class Opening:
    """A server that opens: `sio, sio_client = await …`, or `async with … as (sio, sio_client):`, which closes it behind the block."""

    def __init__(self, real: RealSocketIO, server: Any, session: Optional[Mapping[str, Any]], options: Dict[str, Any]) -> None:
        self._start: Callable[[], Coroutine[Any, Any, SocketIOPair]] = lambda: real._start(server, session, options)
        self._pair: Optional[SocketIOPair] = None

    def __await__(self) -> Generator[Any, None, SocketIOPair]:
        return self._start().__await__()

    async def __aenter__(self) -> SocketIOPair:
        self._pair = await self._start()
        return self._pair

    async def __aexit__(self, *_: object) -> None:
        if self._pair is not None:
            await self._pair.client._close()


class RealSocketIO:
    """Opens servers on the running event loop, and closes everything in order."""

    def __init__(self) -> None:
        self._loop: Optional[asyncio.AbstractEventLoop] = None
        self._open: List[SocketIOClients] = []

    async def __aenter__(self) -> RealSocketIO:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def open(self, *, server: Any = None, session: Optional[Mapping[str, Any]] = None, **options: Any) -> Opening:
        """Makes a server, or takes one of the application: `server=app.sio`, or `server="app.sio"`, which imports it; await it, or open a block by `async with`.

        `session` is stored for every client that comes, the other options are those of socketio.AsyncServer. A server of the application is
        given back when it is closed; until then its rooms are kept in this process, also where it has a client manager of its own.
        """
        return Opening(self, server, session, options)

    async def _start(self, known: Any, session: Optional[Mapping[str, Any]], options: Dict[str, Any]) -> SocketIOPair:
        self._loop = self._loop or asyncio.get_running_loop()
        _require_loop(self._loop)
        give_back: Callable[[], None] = lambda: None  # noqa: E731
        if known is None:
            server = RealAsyncServer(**{"async_mode": "aiohttp", "namespaces": "*", **options})
        else:
            server = _named_server(known)
            if isinstance(server, RealAsyncServer):
                await server._clients._close()
            give_back = _take(server)
        server._clients = SocketIOClients(server, session, give_back)
        self._open.append(server._clients)
        return SocketIOPair(server, server._clients)

    async def close(self) -> None:
        """Closes everything that is open, the last one first."""
        while self._open:
            await self._open.pop()._close()


# ======================================================================================================================
# 5 · Fixtures
# ======================================================================================================================

@contextlib.contextmanager
def _servers_of_any_test(request: Any) -> Iterator[RealSocketIO]:
    """For fixtures without a loop of their own: the loop of the test is idle behind the test, or has closed everything when it ended itself."""
    for name in request.fixturenames:  # the loop of pytest-asyncio is a fixture, too; what is set up behind the loop ends before it
        if name.endswith(("event_loop", "<event_loop>", "_scoped_runner")):
            request.getfixturevalue(name)
    real = RealSocketIO()
    try:
        yield real
    finally:
        if real._loop is not None and not real._loop.is_closed():
            real._loop.run_until_complete(real.close())


class SocketIOServers:
    """For unittest: `class TestChat(SocketIOServers, unittest.IsolatedAsyncioTestCase)`; everything is closed behind asyncTearDown."""

    def open_socketio_server(self, **options: Any) -> Opening:
        """Opens a server: see RealSocketIO.open for what it takes."""
        real: Optional[RealSocketIO] = self.__dict__.get("_real_socketio")
        if real is None or real._loop not in (None, asyncio.get_running_loop()):
            real = self.__dict__["_real_socketio"] = RealSocketIO()
            self.addAsyncCleanup(real.close)  # type: ignore[attr-defined]
        return real.open(**options)


_Fixture = TypeVar("_Fixture", bound=Callable[..., Any])


def _fixture(function: _Fixture) -> _Fixture:
    """A fixture for the tests of every runner."""
    return cast(_Fixture, pytest.fixture(function)) if pytest is not None else function  # type: ignore[redundant-cast,unused-ignore]


def _async_fixture(function: _Fixture) -> _Fixture:
    """A fixture on the loop of pytest-asyncio; where that is not installed, anyio runs it."""
    return cast(_Fixture, pytest_asyncio.fixture(function)) if pytest_asyncio is not None else _fixture(function)


@_fixture
def open_socketio_server(request: Any) -> Iterator[Callable[..., Opening]]:
    """Opens servers: `sio, sio_client = await open_socketio_server()`; see RealSocketIO.open for what it takes."""
    with _servers_of_any_test(request) as real:
        yield real.open


@_async_fixture
async def socketio_pair() -> AsyncIterator[SocketIOPair]:
    """One server: `.server` for the code under test, `.client` for the test."""
    async with RealSocketIO() as real:
        yield await real.open()
