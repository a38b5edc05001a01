"""A pytest plugin that writes down where test doubles and patches come into being while a suite runs: file, line, column and API of each creation.

    DEMOCK_RECORD=<folder> DEMOCK_ROOT=<checkout> PYTHONPATH=<this folder> python -m pytest -p record_mocks …

Nothing is wrapped or replaced: the interpreter itself tells when one of the watched functions starts (`sys.monitoring`; before Python 3.12
`sys.settrace`), and the frame that called it is the place. Called from inside the mock library, as for the children of a mock, the
specified children of an autospec and what `patch` makes, it is no creation. Columns are in UTF-8 bytes, as the interpreter counts them.
"""

import importlib.util
import json
import os
import sys
import threading
from pathlib import Path
from types import CodeType, FrameType
from unittest import mock

import pytest

ROOT = os.path.join(os.environ["DEMOCK_ROOT"], "")
NOT_THE_CHECKOUT = ("/site-packages/", "/.tox/", "/.venv/", "/node_modules/")
TOOL = 2  # the profiler's, see sys.monitoring
DICTIONARIES = {"patch.dict": "in_dict", "monkeypatch.setitem": "dic", "monkeypatch.delitem": "dic"}

watched: dict[CodeType, str] = {}
library_files: set[str] = set()
creations: dict[tuple, int] = {}
lines: dict[str, set[int]] = {}
in_root: dict[str, bool] = {}
places: dict[tuple[CodeType, int], tuple] = {}


def watch_mock(module) -> None:
    library_files.add(module.__file__)
    watched[module.NonCallableMock.__new__.__code__] = "Mock"
    watched[module._patch_dict.__init__.__code__] = "patch.dict"
    for name, function in {
        "patch": module.patch, "patch.object": module.patch.object, "patch.multiple": module.patch.multiple,
        "create_autospec": module.create_autospec, "mock_open": module.mock_open,
    }.items():
        watched[function.__code__] = name


def watch_methods(cls: type, prefix: str, names: dict[str, str]) -> None:
    for method, name in names.items():
        function = cls.__dict__.get(method)
        if function is not None:
            watched[function.__code__] = prefix + name
            library_files.add(function.__code__.co_filename)


def watch_libraries() -> None:
    watch_mock(mock)
    if importlib.util.find_spec("mock"):
        import mock.mock as backport

        watch_mock(backport)
    names = ("setattr", "delattr", "setitem", "delitem", "setenv", "delenv")
    watch_methods(pytest.MonkeyPatch, "monkeypatch.", {name: name for name in names})
    if importlib.util.find_spec("pytest_mock"):
        from pytest_mock import MockerFixture

        watch_methods(MockerFixture, "mocker.", {name: name for name in ("spy", "stub", "async_stub", "create_autospec")})
        parts = {"__call__": "", "object": ".object", "multiple": ".multiple", "dict": ".dict", "context_manager": ".context_manager"}
        watch_methods(MockerFixture._Patcher, "mocker.patch", parts)


def created(frame: FrameType, api: str) -> None:
    caller = frame.f_back
    if caller is None or caller.f_code.co_filename in library_files or not is_in_root(caller.f_code.co_filename):
        return
    arguments = frame.f_locals
    if api == "Mock":
        cls = arguments["cls"]
        if cls.__module__ not in ("unittest.mock", "mock.mock"):
            return  # a class of the suite's own counts where it is defined
        api = cls.__name__
    environment = arguments.get(DICTIONARIES.get(api, ""))
    kind = "env" if environment is os.environ or (type(environment) is str and environment == "os.environ") else None
    key = (caller.f_code.co_filename, *place_of(caller), api, kind)
    creations[key] = creations.get(key, 0) + 1


def place_of(frame: FrameType) -> tuple:
    """Line, column, end line and end column of the call that a frame is at; all but the line are None before Python 3.11."""
    key = (frame.f_code, frame.f_lasti)
    if key not in places:
        positions = list(frame.f_code.co_positions())[frame.f_lasti // 2] if hasattr(frame.f_code, "co_positions") else (None,) * 4
        line, end_line, column, end_column = positions
        places[key] = (line or frame.f_lineno, column, end_line, end_column)
    return places[key]


def is_in_root(file: str) -> bool:
    """Asks no function that a test may have patched."""
    if file not in in_root:
        in_root[file] = file.startswith(ROOT) and not any(part in file[len(ROOT) - 1 :] for part in NOT_THE_CHECKOUT)
    return in_root[file]


def ran(code: CodeType, line: int) -> None:
    if is_in_root(code.co_filename):
        lines.setdefault(code.co_filename, set()).add(line)


def start_monitoring() -> None:
    events = sys.monitoring.events
    sys.monitoring.use_tool_id(TOOL, "demock")
    sys.monitoring.register_callback(TOOL, events.PY_START, lambda code, _offset: created(sys._getframe(1), watched[code]))

    def on_line(code: CodeType, line: int):
        ran(code, line)
        return sys.monitoring.DISABLE

    sys.monitoring.register_callback(TOOL, events.LINE, on_line)
    sys.monitoring.set_events(TOOL, events.LINE)
    for code in watched:
        sys.monitoring.set_local_events(TOOL, code, events.PY_START)


def start_tracing() -> None:
    def on_line(frame: FrameType, _event: str, _argument):
        ran(frame.f_code, frame.f_lineno)
        return on_line

    def on_call(frame: FrameType, _event: str, _argument):
        if frame.f_code in watched:
            created(frame, watched[frame.f_code])
        return on_line if is_in_root(frame.f_code.co_filename) else None

    threading.settrace(on_call)
    sys.settrace(on_call)


def stop() -> None:
    if sys.version_info >= (3, 12):
        sys.monitoring.set_events(TOOL, sys.monitoring.events.NO_EVENTS)
        for code in watched:
            sys.monitoring.set_local_events(TOOL, code, sys.monitoring.events.NO_EVENTS)
        sys.monitoring.free_tool_id(TOOL)
    else:
        threading.settrace(None)
        sys.settrace(None)


def pytest_unconfigure() -> None:
    """Each process (of pytest-xdist, too) writes a file of its own."""
    stop()
    names = ("file", "line", "column", "endLine", "endColumn", "api", "kind")
    record = {
        "creations": [dict(zip(names, (key[0][len(ROOT) :], *key[1:])), times=times) for key, times in creations.items()],
        "lines": {file[len(ROOT) :]: sorted(numbers) for file, numbers in lines.items()},
    }
    folder = Path(os.environ["DEMOCK_RECORD"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{os.getpid()}.json").write_text(json.dumps(record))


watch_libraries()
if sys.version_info >= (3, 12):
    start_monitoring()
else:
    start_tracing()
