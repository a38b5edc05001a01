# demock: support v1
# ruff: noqa
# fmt: off
"""A real WebSocket connection for tests of code that uses websocket-client, in place of a mock.

    def test_latest_price(open_sync_websocket_pair):
        ws, ws_server = open_sync_websocket_pair()          # ws is a real websocket.WebSocket, connected to the test
        ws_server.script(['{"price": 1}', '{"price": 2}'])  # what the other side says, then hangs up
        with patch("prices.websocket.create_connection", return_value=ws):
            assert latest_price() == 2
        assert ws_server.received_json() == [{"subscribe": "price"}]    # what really arrived there

Every pair is one TCP connection on 127.0.0.1, on a free port; a thread takes in what arrives at the far end. Nothing sleeps: before a
look at what arrived, the near end sends a marker behind everything the code under test has sent so far; when the marker arrives,
everything before it has arrived, so that counts and absences are exact. Every wait is bounded (REAL_WEBSOCKET_TIMEOUT, 5 seconds by default).

    pytest     Import the fixtures in conftest.py: `from real_sync_websocket import open_sync_websocket_pair, sync_websocket_pair  # noqa: F401`.
               open_sync_websocket_pair   opens pairs; app=True: of a WebSocketApp, for callbacks that the test calls
               sync_websocket_pair        one open pair: `.client` for the code under test, `.server` for the test
    unittest   class TestPrices(SyncWebSocketPairs, unittest.TestCase): ... self.open_sync_websocket_pair()
    neither    with RealSyncWebSockets() as sockets: ... sockets.open()

It needs Python 3.8 and websocket-client 1.0, or newer ones.

Demock wrote this file and it is yours: change it as you like. While it is unedited, Demock upgrades it; afterwards it stays as it is.
"""
from __future__ import annotations

import base64
import contextlib
import dataclasses
import hashlib
import itertools
import json
import os
import socket
import struct
import threading
import time
import uuid
from typing import Any, Callable, Dict, Iterable, Iterator, List, Mapping, NamedTuple, NoReturn, Optional, Sequence, Set, Tuple, Type, TypeVar, Union, cast

try:
    import websocket
except ImportError as error:
    raise ImportError("real_sync_websocket.py needs the package 'websocket-client': pip install websocket-client") from error

try:
    import pytest
except ImportError:
    pytest = None  # type: ignore[assignment]

TIMEOUT = float(os.environ.get("REAL_WEBSOCKET_TIMEOUT", "5"))
_MARKER = "\x00real-websocket-marker:"
_TEXT, _BINARY, _CLOSE, _PING, _PONG = 1, 2, 8, 9, 10


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

    Look:     received_json(), received_text(), received_bytes(), received(), received_raw() - everything since the start or clear()
    Take:     receive_json(), receive_text(), receive_bytes() - the next message, waiting for it
    Expect:   expect_silence(), expect_sequence(), expect_events(), expect_close(), expect_ping() and their opposites
    Act:      script(), send_json(), send_text(), send_bytes(), close(), drop()
    """

    def __init__(self, connection: socket.socket) -> None:
        self.close_code: Optional[int] = None
        self.close_reason = ""
        self.is_closed = False
        self.pings: List[bytes] = []
        self._connection = connection
        self._near: Optional[_NearEnd] = None
        self._messages: List[Union[str, bytes]] = []
        self._taken = 0
        self._markers: Set[str] = set()
        self._hung_up = False
        self._script: Iterator[Callable[[], None]] = iter(())
        self._failure: Optional[BaseException] = None
        self._changed = threading.Condition()
        self._writing = threading.RLock()
        self._thread = threading.Thread(target=self._listen, name="real-sync-websocket", daemon=True)

    # ---- looking at what arrived, without taking it away
    def received(self, *, by: Optional[str] = None) -> Messages:
        """Every message since the start or clear(), or those that the code under test sent by this method ("send"); text that is JSON is decoded."""
        self.flush()
        return Messages(_decoded(message) for message in self._sent(by))

    def received_json(self, *, by: Optional[str] = None) -> Messages:
        """Every message, decoded; fails when one is not JSON."""
        self.flush()
        return Messages(_json(message) for message in self._sent(by))

    def received_text(self, *, by: Optional[str] = None) -> Messages:
        """Every message; fails when one is binary."""
        self.flush()
        return Messages(_of_type(str, message) for message in self._sent(by))

    def received_bytes(self, *, by: Optional[str] = None) -> Messages:
        """Every message; fails when one is text."""
        self.flush()
        return Messages(_of_type(bytes, message) for message in self._sent(by))

    def received_raw(self, *, by: Optional[str] = None) -> Messages:
        """Every message as it came: text and bytes."""
        self.flush()
        return Messages(self._sent(by))

    def clear(self) -> None:
        """Forgets what arrived so far."""
        self.flush()
        self._messages.clear()
        self.near.sent.clear()
        self._taken = 0
        self.pings.clear()
        self.near.failed_sends = 0

    def flush(self) -> None:
        """Returns when everything that the near end has sent so far is here."""
        if self.is_closed:
            return
        marker = _MARKER + uuid.uuid4().hex
        if self.near.send_marker(marker):
            self._until(lambda: marker in self._markers or self.is_closed, "the marker of the near end did not arrive")
            self._markers.discard(marker)
        else:
            self._until(lambda: self.is_closed, "the close of the near end did not arrive")

    # ---- taking messages one by one
    def receive(self) -> Union[str, bytes]:
        """The next message as it came, waiting for it."""
        self._until(lambda: len(self._messages) > self._taken or self.is_closed, "no message arrived")
        if len(self._messages) <= self._taken:
            self._fail("the connection ended before a message arrived")
        self._taken += 1
        return self._messages[self._taken - 1]

    def receive_json(self) -> Any:
        return _json(self.receive())

    def receive_text(self) -> str:
        return _of_type(str, self.receive())

    def receive_bytes(self) -> bytes:
        return _of_type(bytes, self.receive())

    # ---- expectations
    def expect_silence(self, within: float = 0, *, by: Optional[str] = None) -> None:
        """Nothing has arrived that was not taken; with `within`, nothing does so for that many seconds either; with `by`, nothing came by this method."""
        self.flush()
        if by is not None:
            return self._fail(f"expected no {by}(), but {len(self._sent(by))} message(s) arrived") if self._sent(by) else None
        if within:
            with contextlib.suppress(NotReceived):
                self._until(lambda: len(self._messages) > self._taken or self.is_closed, "", within)
        if len(self._messages) > self._taken:
            self._fail(f"expected silence, but {len(self._messages) - self._taken} message(s) arrived")
        if self.near.failed_sends:
            self._fail("expected silence, but the code under test tried to send on a connection that is gone")

    def expect_sequence(self, expected: Sequence[Any], *, by: Optional[str] = None) -> None:
        """These messages arrived one directly after the other, perhaps with others before and behind."""
        arrived = self.received(by=by)
        if not any(list(arrived[start:start + len(expected)]) == list(expected) for start in range(len(arrived) + 1)):
            self._fail(f"expected in this order, without others between: {list(expected)!r}")

    def expect_events(self, contract: EventContract, *, within: float = 0) -> Messages:
        """The messages that were not taken yet keep the contract; waits until they are complete (and `within` seconds more), takes and gives them."""
        def events() -> List[Any]:
            return [_decoded(message) for message in self._messages[self._taken:]]
        with contextlib.suppress(NotReceived):  # what is missing is told below
            self._until(lambda: contract.is_complete(events()) or self.is_closed, "")
        if within:
            with contextlib.suppress(NotReceived):
                self._until(lambda: bool(contract.problems(events())) or self.is_closed, "", within)
        self.flush()
        arrived = Messages(events())
        problems = contract.problems(arrived)
        if problems:
            self._fail("\n  - ".join([f"the events do not keep the contract {contract.name!r}:", *problems]))
        self._taken = len(self._messages)
        return arrived

    def expect_raw_sequence(self, expected: Sequence[Any], *, by: Optional[str] = None) -> None:
        """The same for messages as they came."""
        arrived = self.received_raw(by=by)
        if not any(list(arrived[start:start + len(expected)]) == list(expected) for start in range(len(arrived) + 1)):
            self._fail(f"expected in this order, without others between: {list(expected)!r}")

    def expect_close(self, code: Optional[int] = None, reason: Optional[Union[str, bytes]] = None, *, once: bool = False) -> Optional[int]:
        """The code under test closed the connection, with this code and reason (None: with any), once=True: no second time; gives the code."""
        if not self.near.closed_by_code:
            self._until(lambda: self.is_closed, "the connection was not closed")
        if not self.near.closed_by_code:
            self._fail("the code under test did not call close()")
        self._expect_once("close", self.near.closed_by_code, once)
        self._until(lambda: self.is_closed, "the close of the near end did not arrive")
        reason = reason.decode() if isinstance(reason, bytes) else reason
        if (code is not None or reason) and self._hung_up:
            self._fail("the far end had hung up before, so that the code and the reason of close() were sent to nobody: use expect_close() without them")
        if (code is not None and self.close_code != code) or (reason is not None and self.close_reason != reason):
            self._fail(f"expected the close code {code} and the reason {reason!r}")
        return self.close_code

    def expect_not_closed(self) -> None:
        """The code under test did not call close()."""
        self.flush()
        if self.near.closed_by_code:
            self._fail("the code under test closed the connection")

    def expect_ping(self, message: Optional[bytes] = None, *, once: bool = False) -> None:
        """The code under test sent a ping, with these bytes (None: with any); once=True: no second one."""
        self.flush()
        self._expect_once("ping", len(self.pings), once)
        if message not in self.pings if message is not None else not self.pings:
            self._fail(f"expected a ping{'' if message is None else f' with {message!r}'}, but these came: {self.pings!r}")

    def expect_no_ping(self) -> None:
        """The code under test sent no ping."""
        self.flush()
        if self.pings:
            self._fail(f"expected no ping, but these came: {self.pings!r}")

    # ---- acting
    def send_json(self, data: Any) -> None:
        self._send(json.dumps(data))

    def send_text(self, data: str) -> None:
        self._send(data)

    def send_bytes(self, data: bytes) -> None:
        self._send(data)

    def script(self, messages: Iterable[Any], *, hang_up: bool = True, code: int = 1000, lost: bool = False, silent: bool = False, repeat: bool = False) -> None:
        """Each time the code under test asks for a message it gets the next one of these; after the last one this end hangs up.

        str and bytes are sent as they are, anything else as JSON. Behind the last message: with lost=True the connection ends without a close, with silent=True
        nothing comes and the near end's timeout ends its wait, with hang_up=False it stays open; repeat=True begins anew.
        A second script goes on where the first one ended.
        """
        acts: Iterable[Callable[[], None]] = [self._saying(message) for message in messages]
        if repeat:
            acts = itertools.cycle(acts)
        elif silent:
            acts = [*acts, lambda: self.near.settimeout(0.05)]
        elif lost:
            acts = [*acts, self._vanish]
        elif hang_up:
            acts = [*acts, lambda: self._hang_up(code, "")]
        self._script = itertools.chain(self._script, acts)

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Hangs up in good order: the near end learns it when it next asks for a message."""
        self.flush()
        self._hang_up(code, reason)

    def drop(self) -> None:
        """Dies without a word: the next recv() and send() of the near end really fail."""
        self._hung_up = True
        with contextlib.suppress(OSError):
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._connection.shutdown(socket.SHUT_RD)
        self._thread.join(TIMEOUT)
        self._connection.close()

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

    def next_act(self) -> None:
        """The near end asks for a message."""
        act = next(self._script, None)
        if act is not None:
            with contextlib.suppress(OSError):  # the code under test may have closed the connection before the script was over
                act()

    def _saying(self, message: Any) -> Callable[[], None]:
        return lambda: self._send(message if isinstance(message, (str, bytes)) else json.dumps(message))

    def _send(self, data: Union[str, bytes]) -> None:
        self._write(_TEXT if isinstance(data, str) else _BINARY, data.encode() if isinstance(data, str) else data)

    def _vanish(self) -> None:
        """Ends the connection without a close frame: recv() raises WebSocketConnectionClosedException."""
        self._hung_up = True
        self._connection.shutdown(socket.SHUT_RDWR)

    def _hang_up(self, code: int, reason: str) -> None:
        if not self.is_closed and not self._hung_up:
            self._hung_up = True
            self._write(_CLOSE, struct.pack("!H", code) + reason.encode())

    def _write(self, opcode: int, payload: bytes) -> None:
        size = len(payload)
        head = bytes([0x80 | opcode, size]) if size < 126 else struct.pack("!BBH", 0x80 | opcode, 126, size) if size < 65536 else struct.pack("!BBQ", 0x80 | opcode, 127, size)
        with self._writing:
            self._connection.sendall(head + payload)

    def _listen(self) -> None:
        """Takes in everything until the connection ends, and answers pings and the close."""
        parts: List[bytes] = []
        kind = _TEXT
        try:
            while True:
                final, opcode, payload = self._frame()
                if opcode == _CLOSE:
                    self.close_code, self.close_reason = (struct.unpack("!H", payload[:2])[0] if payload else 1005), payload[2:].decode()
                    if not self._hung_up:
                        self._write(_CLOSE, payload)
                    return
                if opcode == _PING:
                    self.pings.append(payload)
                    self._write(_PONG, payload)
                elif opcode != _PONG:
                    parts, kind = [*parts, payload], opcode or kind
                    if final:
                        self._take(b"".join(parts), kind)
                        parts = []
                with self._changed:
                    self._changed.notify_all()
        except OSError:  # the near end went without a word
            self.close_code = self.close_code or 1006
        except Exception as error:  # kept for whoever waits
            self._failure = error
        finally:
            with self._changed:
                self.is_closed = True
                self._changed.notify_all()

    def _take(self, payload: bytes, kind: int) -> None:
        message = payload.decode() if kind == _TEXT else payload
        if isinstance(message, str) and message.startswith(_MARKER):
            self._markers.add(message)
        else:
            self._messages.append(message)

    def _frame(self) -> Tuple[bool, int, bytes]:
        first, second = self._read(2)
        size = second & 0x7F
        if size == 126:
            size = struct.unpack("!H", self._read(2))[0]
        elif size == 127:
            size = struct.unpack("!Q", self._read(8))[0]
        mask = self._read(4) if second & 0x80 else b""
        data = self._read(size)
        if mask:
            key = (mask * (size // 4 + 1))[:size]
            data = (int.from_bytes(data, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")
        return bool(first & 0x80), first & 0x0F, data

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self._connection.recv(size - len(data))
            if not more:
                raise ConnectionResetError
            data += more
        return data

    def _until(self, check: Callable[[], bool], what: str, timeout: Optional[float] = None) -> None:
        timeout = TIMEOUT if timeout is None else timeout
        with self._changed:
            if not self._changed.wait_for(check, timeout):
                self._fail(f"{what} within {timeout:g} s")

    def _fail(self, what: str) -> NoReturn:
        if self._failure is not None:
            state = f"failed: {self._failure!r}"
        else:
            state = f"closed with code {self.close_code} and reason {self.close_reason!r}" if self.is_closed else "open"
        raise NotReceived(f"{what}\n  connection: {state}\n  arrived ({len(self._messages)}): {[message[:300] for message in self._messages]}") from self._failure

    def _end(self) -> None:
        """The near end closes, this end answers; whatever is left is ended."""
        with contextlib.suppress(Exception):  # it may be closed or lost already
            self.near.leave()
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
        self._thread.join(TIMEOUT)
        self._connection.close()


# ======================================================================================================================
# 4 · The near end
# ======================================================================================================================

class _NearEnd(websocket.WebSocket):
    """websocket-client's own class, which asks the far end for the next message of its script, and never waits without end."""

    _far: Optional[FarEnd] = None
    #: How often the code under test called close().
    closed_by_code = 0
    failed_sends = 0
    #: The method of a WebSocketApp that is just sending.
    sent_by = ""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        #: The methods by which the code under test has sent its messages.
        self.sent: List[str] = []

    def send(self, payload: Any, opcode: int = _TEXT) -> Any:
        return self._counted_send(self.sent_by or "send", payload, opcode)

    def send_binary(self, payload: Any) -> Any:
        return self._counted_send("send_binary", payload, _BINARY)

    def _counted_send(self, method: str, payload: Any, opcode: int) -> Any:
        if opcode in (_TEXT, _BINARY):
            self.sent.append(method)
        try:
            return super().send(payload, opcode)
        except (OSError, websocket.WebSocketException):
            self.failed_sends += 1
            if self.sent:
                self.sent.pop()
            raise

    def ping(self, payload: Any = "") -> None:
        super().send(payload.encode() if isinstance(payload, str) else payload, _PING)

    def recv_data_frame(self, *arguments: Any, **options: Any) -> Any:
        if self._far is not None:
            self._far.next_act()
        patience = self.gettimeout()
        if patience is None:
            self.settimeout(TIMEOUT)
        try:
            return super().recv_data_frame(*arguments, **options)
        except websocket.WebSocketTimeoutException:
            if patience is not None:
                raise
            raise NotReceived(f"the code under test waited {TIMEOUT:g} s for a message, but the far end sent none") from None
        finally:
            if patience is None and self.gettimeout() == TIMEOUT:
                self.settimeout(None)

    def close(self, *arguments: Any, **options: Any) -> None:
        self.closed_by_code += 1
        super().close(*arguments, **options)

    def send_marker(self, marker: str) -> bool:
        if not self.connected:
            return False
        try:
            super().send(marker)
        except (OSError, websocket.WebSocketException):
            return False
        return True

    def leave(self) -> None:
        shutdown: Callable[[], None] = self.shutdown
        try:
            super().close(1001, b"end of the test", 1)
        finally:
            shutdown()


class _NearApp(websocket.WebSocketApp):
    """websocket-client's own class as its callbacks are given it: connected, and running as far as it knows. Nobody calls run_forever()."""

    def __init__(self, url: str, near: _NearEnd) -> None:
        super().__init__(url)
        self._near = near
        self.sock = near
        self.keep_running = True

    def send_text(self, text_data: str) -> None:
        self._send_by("send_text", lambda: super(_NearApp, self).send_text(text_data))

    def send_bytes(self, data: Union[bytes, bytearray]) -> None:
        self._send_by("send_bytes", lambda: super(_NearApp, self).send_bytes(data))

    def close(self, **options: Any) -> None:
        self._near.closed_by_code += self.sock is None  # the connection of one that is closed already hears nothing
        close: Callable[..., None] = super().close
        close(**options)

    def _send_by(self, method: str, send: Callable[[], None]) -> None:
        self._near.sent_by = method
        try:
            send()
        finally:
            self._near.sent_by = ""


class SyncWebSocketPair(NamedTuple):
    """Both ends of one connection: `ws, ws_server = pair`."""

    #: A websocket.WebSocket, or the websocket.WebSocketApp around it.
    client: Any
    server: FarEnd


# ======================================================================================================================
# 5 · Manager
# ======================================================================================================================

class RealSyncWebSockets:
    """Opens connections, and closes everything in order: `with RealSyncWebSockets() as sockets: ws, ws_server = sockets.open()`."""

    def __init__(self) -> None:
        self._ends: List[FarEnd] = []

    def __enter__(self) -> RealSyncWebSockets:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self, *, app: bool = False, closed: bool = False, lost: bool = False) -> SyncWebSocketPair:
        """Opens one connection. app=True: its near end is a WebSocketApp; closed=True: closed already; lost=True: the server is gone without a word."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(TIMEOUT)
            accepting = threading.Thread(target=self._accept, args=(listener,), name="real-sync-websocket-handshake", daemon=True)
            before = len(self._ends)
            accepting.start()
            near = _NearEnd(enable_multithread=True)
            connect: Callable[..., None] = near.connect
            url = f"ws://127.0.0.1:{listener.getsockname()[1]}/"
            connect(url, timeout=TIMEOUT, http_no_proxy=["127.0.0.1"])
            near.settimeout(None)
            accepting.join(TIMEOUT)
        far = self._ends[before]
        near._far, far._near = far, near
        far._thread.start()
        if closed:
            near.leave()
        elif lost:
            far.drop()
        return SyncWebSocketPair(_NearApp(url, near) if app else near, far)

    def _accept(self, listener: socket.socket) -> None:
        connection, _ = listener.accept()
        connection.settimeout(None)
        request = b""
        while b"\r\n\r\n" not in request:
            request += connection.recv(65536)
        key = next(line.split(b":", 1)[1].strip() for line in request.split(b"\r\n") if line.lower().startswith(b"sec-websocket-key:"))
        answer = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()).decode()
        self._ends.append(FarEnd(connection))
        connection.sendall(f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {answer}\r\n\r\n".encode())

    def close(self) -> None:
        """Closes everything that is open, the last one first."""
        ends, self._ends = self._ends, []
        for far in reversed(ends):
            far._end()


def expect_events(client: FarEnd, contract: EventContract, *, within: float = 0) -> Messages:
    """The messages that were not taken yet keep the contract; waits until they are complete, takes them and gives them back."""
    return client.expect_events(contract, within=within)


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


# ======================================================================================================================
# 6 · Fixtures
# ======================================================================================================================

class SyncWebSocketPairs:
    """For unittest: `class TestPrices(SyncWebSocketPairs, unittest.TestCase)`; everything is closed behind tearDown."""

    def open_sync_websocket_pair(self, **options: bool) -> SyncWebSocketPair:
        """Opens a connected pair."""
        sockets = RealSyncWebSockets()
        self.addCleanup(sockets.close)  # type: ignore[attr-defined]
        return sockets.open(**options)


_Fixture = TypeVar("_Fixture", bound=Callable[..., Any])


def _fixture(function: _Fixture) -> _Fixture:
    return cast(_Fixture, pytest.fixture(function)) if pytest is not None else function  # type: ignore[redundant-cast,unused-ignore]


@_fixture
def open_sync_websocket_pair() -> Iterator[Callable[..., SyncWebSocketPair]]:
    """Opens connected pairs: `ws, ws_server = open_sync_websocket_pair()`."""
    with RealSyncWebSockets() as sockets:
        yield sockets.open


@_fixture
def sync_websocket_pair() -> Iterator[SyncWebSocketPair]:
    """One connected pair: `.client` for the code under test, `.server` for the test."""
    with RealSyncWebSockets() as sockets:
        yield sockets.open()
