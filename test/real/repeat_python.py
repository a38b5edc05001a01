"""Runs converted suites again and again, each time in another order, several suites at once, and compares how long their tests take with those on mocks.

    KEEP=FOLDER MUTANTS=0 npx vitest run --project system test/real/python.test.ts
    PYTHON test/real/repeat_python.py FOLDER --runs 1000

A suite has a process for each 25 runs, in which its tests are collected once and run in a shuffled order, with `-W error::ResourceWarning`; in every fourth run
those on mocks are run beside them. Prints every failure with the seed of its order, and by support file the medians of the time that a test takes, and of the
processor's time in it, which other work on the machine does not change.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import statistics
import sys
import time

import pytest

RUNS_OF_A_PROCESS = 25
QUIET = ["-W", "error::ResourceWarning", "-W", "error::pytest.PytestUnraisableExceptionWarning"]


class Repeating:
    """Runs what was collected many times, the converted tests in each run and those on mocks in every fourth."""

    def __init__(self, first, runs):
        self.seeds = range(first, first + runs)
        self.seed = first
        self.seconds = collections.defaultdict(list)
        self.failures = []
        self.running = 0.0
        self.processor = 0.0

    def pytest_runtestloop(self, session):
        mocks = [item for item in session.items if "test_before.py" in item.nodeid]
        converted = [item for item in session.items if item not in mocks]
        for self.seed in self.seeds:
            for items in [converted, mocks] if self.seed % 4 == 0 else [converted]:
                order = random.Random(self.seed).sample(items, len(items))
                for item, following in zip(order, [*order[1:], None]):
                    self.processor = time.process_time()
                    item._initrequest()  # an item that ran keeps its fixtures
                    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return True

    def pytest_runtest_logreport(self, report):
        self.running = report.duration + (0.0 if report.when == "setup" else self.running)
        if report.failed:
            self.failures.append([report.nodeid, self.seed, report.longreprtext[-2000:]])
        if report.when == "teardown":
            side, _, name = report.nodeid.partition("::")
            self.seconds[f"{'mocks' if side.endswith('test_before.py') else 'real'} {name}"].append((self.running, time.process_time() - self.processor))


def run_here(suite, first, runs):
    os.chdir(suite)
    sys.path[:] = [entry for entry in sys.path if entry not in ("", os.path.dirname(os.path.abspath(__file__)))]
    repeating = Repeating(first, runs)
    code = pytest.main(["-q", "-p", "no:cacheprovider", "--rootdir=.", *QUIET, "."], plugins=[repeating])
    return {"code": int(code), "seconds": repeating.seconds, "failures": repeating.failures}


def start(suite, first, runs, result):
    child = os.fork()
    if child:
        return child
    try:
        output = os.open(result.with_suffix(".txt"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        told = run_here(suite, first, runs)
    except BaseException as error:
        told = {"code": 99, "seconds": {}, "failures": [[suite.parent.name, first, repr(error)]]}
    result.write_text(json.dumps(told), encoding="utf-8")
    os._exit(0)


def run_all(suites, arguments):
    """One round after the other over all suites, until the runs are made or the time is over; gives the runs of each suite and what they told."""
    told, made, running = collections.defaultdict(list), collections.Counter(), {}
    deadline = time.monotonic() + 60 * arguments.minutes

    def take():
        suite, runs, result = running.pop(os.wait()[0])
        told[suite].append(json.loads(result.read_text(encoding="utf-8")))
        made[suite] += runs

    for first in range(0, arguments.runs, RUNS_OF_A_PROCESS):
        if time.monotonic() > deadline:
            break
        for suite in suites:
            if len(running) == arguments.at_once:
                take()
            runs = min(RUNS_OF_A_PROCESS, arguments.runs - first)
            result = suite / f"repeated-{first}.json"
            running[start(suite, first, runs, result)] = (suite, runs, result)
    while running:
        take()
    return told, made


def support_of(suite):
    return next((file.name for file in sorted(suite.rglob("real_*.py"))), "none")


def medians(values):
    """Of the pairs of times of one test, in milliseconds."""
    return [1000 * statistics.median(each) for each in zip(*values)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=600, help="no further round begins after this time")
    parser.add_argument("--at-once", type=int, default=4, help="how many suites run beside each other")
    arguments = parser.parse_args()
    suites = [suite for suite in sorted(arguments.folder.resolve().glob("*/whole")) if support_of(suite) != "none"]
    told, made = run_all(suites, arguments)
    failures = [(suite.parent.name, *failure) for suite in suites for each in told[suite] for failure in each["failures"]]
    broken = [(suite.parent.name, each["code"]) for suite in suites for each in told[suite] if each["code"] not in (0, 1)]  # pytest's codes of runs without and with failures
    for name, test, seed, text in failures[:20]:
        print(f"{name} {test} in the order of seed {seed}\n{text}\n")
    runs = sorted({made[suite] for suite in suites})
    tests = sum(len(values) for each in told.values() for one in each for name, values in one["seconds"].items() if name.startswith("real "))
    print(f"{len(suites)} suites, {' to '.join(map(str, runs[:1] + runs[1:][-1:]))} runs of each: {tests} tests ran, {len(failures)} failed; ended otherwise: {broken}")
    print(f"{'support':<28} {'tests':>5} {'mocks':>9} {'real':>9} {'more':>9} {'more of the processor':>22}")
    more = collections.defaultdict(list)
    for suite in suites:
        merged = collections.defaultdict(list)
        for each in told[suite]:
            for name, values in each["seconds"].items():
                merged[name] += values
        for name in (name[5:] for name in merged if name.startswith("real ") and f"mocks {name[5:]}" in merged):
            more[support_of(suite)].append([*medians(merged[f"mocks {name}"]), *medians(merged[f"real {name}"])])
    for support, rows in sorted(more.items()):
        mocks, _, real, _ = (statistics.median(each) for each in zip(*rows))
        longer, work = (statistics.median(row[at + 2] - row[at] for row in rows) for at in (0, 1))
        print(f"{support:<28} {len(rows):>5} {mocks:>6.1f} ms {real:>6.1f} ms {longer:>6.1f} ms {work:>19.1f} ms")
    return 1 if failures or broken else 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    import aiohttp.web, fastapi, pytest_asyncio, socketio, uvicorn, websocket, websockets.legacy.client, websockets.legacy.server  # noqa: E401, F401

    sys.exit(main())
