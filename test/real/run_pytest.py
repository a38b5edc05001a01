"""Runs many small pytest suites in one process tree: reads [{"folder", "tests", "arguments"}] from standard input, prints one
{"exit", "outcomes": {test: passed|failed|…}, "output"} for each. Each suite has a forked process of its own, so that pytest and the
libraries are imported once; without fork it has a new interpreter."""
import json
import os
import signal
import subprocess
import sys

import pytest

AT_ONCE = 4
#: Seconds after which a suite that hangs is ended.
LONGEST = 60


class Outcomes:
    def __init__(self):
        self.of = {}

    def pytest_collectreport(self, report):
        if report.failed:
            self.of[f"{report.nodeid}::collection"] = "failed"

    def pytest_runtest_logreport(self, report):
        name = report.nodeid
        if report.when == "call" or report.outcome != "passed":
            self.of[name] = "failed" if report.failed else self.of.get(name, report.outcome)


def run_here(suite):
    os.chdir(suite["folder"])
    sys.path[:] = [entry for entry in sys.path if entry not in ("", os.path.dirname(os.path.abspath(__file__)))]
    outcomes = Outcomes()
    code = pytest.main(["-q", "-p", "no:cacheprovider", "--rootdir=.", *suite["arguments"], *suite["tests"]], plugins=[outcomes])
    return {"exit": int(code), "outcomes": outcomes.of}


def start_forked(suite):
    output = open(os.path.join(suite["folder"], "output.txt"), "wb")
    child = os.fork()
    if child:
        output.close()
        return child
    os.dup2(output.fileno(), 1)
    os.dup2(output.fileno(), 2)
    signal.alarm(LONGEST)
    try:
        result = run_here(suite)
    except BaseException as error:
        result = {"exit": 99, "outcomes": {}, "error": repr(error)}
    sys.stdout.flush()
    with open(os.path.join(suite["folder"], "result.json"), "w", encoding="utf-8") as file:
        json.dump(result, file)
    os._exit(0)


def run_forked(suites):
    """At most AT_ONCE children: most of a broken suite's time is waiting for what never arrives."""
    running = set()
    for suite in suites:
        if len(running) == AT_ONCE:
            running.discard(os.wait()[0])
        running.add(start_forked(suite))
    for child in running:
        os.waitpid(child, 0)
    return [{**json.loads(text_of(suite, "result.json") or '{"exit": 97, "outcomes": {}}'), "output": text_of(suite, "output.txt")} for suite in suites]


def text_of(suite, name):
    path = os.path.join(suite["folder"], name)
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def run_apart(suite):
    process = subprocess.run([sys.executable, __file__, "--one"], input=json.dumps(suite), capture_output=True, text=True)
    head, _, result = process.stdout.rpartition("\n\x00")
    return {**json.loads(result or '{"exit": 98, "outcomes": {}}'), "output": head + process.stderr}


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    if "--one" in sys.argv:
        result = run_here(json.load(sys.stdin))
        print("\n\x00" + json.dumps(result))
    else:
        import aiohttp.web, fastapi, pytest_asyncio, uvicorn, websocket, websockets.legacy.client, websockets.legacy.server  # noqa: E401, F401

        try:
            import websockets.asyncio.client, websockets.asyncio.server  # noqa: E401, F401
        except ImportError:  # before websockets 13
            pass

        suites = json.load(sys.stdin)
        print(json.dumps(run_forked(suites) if hasattr(os, "fork") else [run_apart(suite) for suite in suites]))
