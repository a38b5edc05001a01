"""Counts mocks without Demock, and holds the numbers against those of `demock report --format json`.

    python3 independent_count.py <checkout> <report.json> [--list]

Python files are read by CPython's `ast`, JavaScript and TypeScript by regular expressions over the text without comments and strings. It knows less than Demock on
purpose: a name is what an import statement of the same file makes of it, nothing is followed into other files, and nothing is inferred. Prints, for each kind of
construct, how many there are; then every file of which the two numbers differ, by how much, and with `--list` the lines that were counted here. The exit code is 0
when all files agree and 1 when they do not: docs/corpus.md explains each difference.
"""
import ast
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

MOCK_MODULES = {"unittest.mock", "mock", "asynctest", "asynctest.mock"}
CONSTRUCTORS = {
    "Mock", "MagicMock", "AsyncMock", "NonCallableMock", "NonCallableMagicMock", "PropertyMock", "ThreadingMock", "create_autospec", "mock_open", "CoroutineMock",
}
PATCHES = {"patch", "patch.object", "patch.dict", "patch.multiple"}
MONKEYPATCH = {"setattr", "delattr", "setitem", "delitem", "setenv", "delenv"}
MOCKER = {
    "patch", "patch.object", "patch.dict", "patch.multiple", "spy", "stub", "async_stub", "Mock", "MagicMock", "AsyncMock", "PropertyMock", "create_autospec", "mock_open", "NonCallableMock",
}
FAKE_NAME = re.compile(r"(?:^|_|(?<=[a-z0-9]))(?:Mock|Fake|Stub|Dummy|Spy)(?=[A-Z_0-9]|$|ed|s\b)")
TEST_PATH = re.compile(r"(?:^|/)(?:tests?|testing|t|__tests__|__mocks__|spec|specs|integration|e2e)/|(?:^|/)(?:test_[^/]*|[^/]*_tests?|conftest)\.py$|\.(?:test|spec)\.[cm]?[jt]sx?$")


def dotted(node):
    """`a.b.c` of an expression made of names and attributes only, else None."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else None


def imported_names(tree):
    """What the import statements of a file, wherever they stand, make of its names: `{"mock": "unittest.mock", "P": "unittest.mock.patch"}`."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.split(".")[0]] = alias.name if alias.asname else alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def python_constructs(text):
    """`(construct, line)` of every mock of a file; None when CPython cannot read it."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    names = imported_names(tree)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            if re.match(r"_?Test|test_", node.name):
                continue
            bases = [names.get((dotted(base) or "").split(".")[0], "") for base in node.bases]
            if FAKE_NAME.search(node.name) or any(base.rpartition(".")[0] in MOCK_MODULES and base.rpartition(".")[2] in CONSTRUCTORS for base in bases):
                found.append(("fake class", node.lineno))
            continue
        path = dotted(node.func) if isinstance(node, ast.Call) else None
        if not path:
            continue
        head, _, rest = path.partition(".")
        full = ".".join(filter(None, [names.get(head, head), rest]))
        for module in MOCK_MODULES:
            if head in names and full.startswith(module + ".") and full[len(module) + 1:] in CONSTRUCTORS | PATCHES:
                name = full[len(module) + 1:]
                found.append((name if name in PATCHES else f"{name}()", node.lineno))
                break
        else:
            if head in {"monkeypatch", "monkey", "mp"} and rest in MONKEYPATCH:
                found.append((f"monkeypatch.{rest}", node.lineno))
            elif head == "mocker" and rest in MOCKER:
                found.append((f"mocker.{rest}", node.lineno))
    return found


COMMENTS_AND_STRINGS = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|`(?:\\.|[^`\\])*`", re.S)
ECMASCRIPT = [
    ("sinon.stub", r"\b(?:sinon|sandbox|sb)\s*\.\s*stub\s*(?:<[^()]*>)?\s*\("),
    ("sinon.spy", r"\b(?:sinon|sandbox|sb)\s*\.\s*spy\s*(?:<[^()]*>)?\s*\("),
    ("sinon.fake", r"\b(?:sinon|sandbox|sb)\s*\.\s*(?:fake|replace)(?:\s*\.\s*\w+)?\s*(?:<[^()]*>)?\s*\("),
    ("sinon.createStubInstance", r"\b(?:sinon|sandbox|sb)\s*\.\s*createStubInstance\s*(?:<[^()]*>)?\s*\("),
    ("sinon.useFakeTimers", r"\b(?:sinon|sandbox|sb)\s*\.\s*useFakeTimers\s*\("),
    ("sinon.mock", r"\b(?:sinon|sandbox|sb)\s*\.\s*mock\s*\("),
    ("vi/jest.fn", r"\b(?:vi|jest)\s*\.\s*fn\s*(?:<[^()]*>)?\s*\("),
    ("vi/jest.mock", r"\b(?:vi|jest)\s*\.\s*(?:mock|doMock)\s*\("),
    ("vi/jest.spyOn", r"\b(?:vi|jest)\s*\.\s*spyOn\s*\("),
    ("vi/jest.useFakeTimers", r"\b(?:vi|jest)\s*\.\s*useFakeTimers\s*\("),
    ("proxyquire", r"\bproxyquire(?:\s*\.\s*\w+\s*\([^()]*\))*\s*\("),
    ("rewiremock", r"\brewiremock\s*(?:\.\s*(?:module|proxy)\s*)?\("),
    ("nock", r"\bnock\s*\("),
    ("fake class", r"\bclass\s+\w*(?:Mock|Fake|Stub|Dummy|Spy)\w*"),
]


def ecmascript_constructs(text):
    plain = COMMENTS_AND_STRINGS.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return [(name, plain.count("\n", 0, match.start()) + 1) for name, expression in ECMASCRIPT for match in re.finditer(expression, plain)]


def main(arguments):
    checkout, report = Path(arguments[0]), json.loads(Path(arguments[1]).read_text())
    listing = "--list" in arguments
    by_report = {row["name"]: row["sites"] for row in report["byFile"]}
    constructs, by_hand, lines = Counter(), Counter(), {}
    for name in subprocess.run(["git", "ls-files", "-z"], cwd=checkout, check=True, capture_output=True, text=True).stdout.split("\0"):
        path = checkout / name
        if not TEST_PATH.search(name) or path.is_symlink() or not path.is_file():
            continue
        if name.endswith(".py"):
            found = python_constructs(path.read_text("utf-8", "replace"))
        elif re.search(r"\.[cm]?[jt]sx?$", name):
            found = ecmascript_constructs(path.read_text("utf-8", "replace"))
        else:
            continue
        for construct, line in found or []:
            constructs[construct] += 1
            by_hand[name] += 1
            lines.setdefault(name, []).append((line, construct))
    for construct, count in constructs.most_common():
        print(f"{count:6}  {construct}")
    print(f"{sum(by_hand.values()):6}  in all, in {len(by_hand)} files; the report says {report['totals']['sites']} in {report['totals']['filesWithMocks']}")
    different = sorted(name for name in by_hand.keys() | by_report.keys() if by_hand[name] != by_report.get(name, 0))
    for name in different:
        print(f"{name}: {by_hand[name]} here, {by_report.get(name, 0)} in the report")
        if listing:
            print("  " + ", ".join(f"{line} {construct}" for line, construct in sorted(lines.get(name, []))))
    print(f"{len(different)} files differ, {len(by_hand.keys() | by_report.keys()) - len(different)} agree")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if len(sys.argv) > 2 else __doc__)
