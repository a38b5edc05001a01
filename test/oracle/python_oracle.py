"""Writes what CPython itself says about every file of its own library, for python.oracle.test.ts to compare with.

Usage: python3 python_oracle.py [file ...]   (without files: the whole installed library)

Standard library only. For each file one block of lines: `F path`, then one line for each kind of fact (a letter and its items, separated by blanks),
then `E`; a file that CPython does not accept is one line `R reason path`. All positions are offsets in UTF-16 units from the beginning of the text,
a byte order mark included. The items are described where they are written.

Two things are made comparable here: a line end is one token from where it begins to where the next line begins, whichever characters it is made of; and
an f-string is one token, as it was until 3.11. What stands inside f-strings has no exact position in 3.11: its calls are written without one.
"""

import ast
import io
import json
import os
import re
import symtable
import sys
import sysconfig
import tokenize
import warnings

CLASSES = {
    tokenize.NAME: "N",
    tokenize.NUMBER: "U",
    tokenize.STRING: "S",
    tokenize.OP: "O",
    tokenize.COMMENT: "C",
    tokenize.NEWLINE: "L",
    tokenize.INDENT: "I",
    tokenize.DEDENT: "D",
}
SIMPLE = {tokenize.NAME, tokenize.NUMBER, tokenize.STRING, tokenize.OP, tokenize.COMMENT}
STRING_START = {getattr(tokenize, name, -1) for name in ("FSTRING_START", "TSTRING_START")}
STRING_END = {getattr(tokenize, name, -1) for name in ("FSTRING_END", "TSTRING_END")}
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


class Rejected(Exception):
    pass


class Text:
    """A text and the translation of CPython's positions to offsets."""

    def __init__(self, data):
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        self.encoding = encoding
        self.text = data.decode(encoding)
        self.lines = [line for line in LINE.findall(self.text) if line]
        self.starts = []
        offset = 1 if encoding == "utf-8-sig" else 0
        for line in self.lines:
            self.starts.append(offset)
            offset += utf16_length(line)
        self.starts.append(offset)
        self.ascii = [line.isascii() for line in self.lines]

    def from_characters(self, row, column):
        if row > len(self.lines):
            return self.starts[-1]
        if self.ascii[row - 1]:
            return self.starts[row - 1] + column
        return self.starts[row - 1] + utf16_length(self.lines[row - 1][:column])

    def from_bytes(self, row, column):
        if self.ascii[row - 1]:
            return self.starts[row - 1] + column
        return self.starts[row - 1] + utf16_length(self.lines[row - 1].encode()[:column].decode())

    def start(self, node):
        return self.from_bytes(node.lineno, node.col_offset)

    def end(self, node):
        return self.from_bytes(node.end_lineno, node.end_col_offset)


def utf16_length(text):
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


class Tokens:
    """The significant tokens, found by their offsets."""

    def __init__(self, text):
        self.items = []
        self.starts = []
        self.ends = []
        self.strings = []
        self.at_start = {}
        self.at_end = {}
        normal = [line.rstrip("\r\n") + "\n" if line[-1] in "\r\n" else line for line in text.lines]
        depth = 0
        string_start = 0
        plain = all(text.ascii)
        line_starts = text.starts
        last_line = len(text.lines)
        for token in tokenize.generate_tokens(iter(normal).__next__):
            kind, string, (row, column), (end_row, end_column), _ = token
            if kind in SIMPLE and plain and depth == 0:
                self.add(kind, line_starts[row - 1] + column, line_starts[end_row - 1] + end_column, string)
                continue
            if kind in STRING_START:
                if depth == 0:
                    string_start = text.from_characters(*token.start)
                depth += 1
                continue
            if kind in STRING_END:
                depth -= 1
                if depth == 0:
                    self.add(tokenize.STRING, string_start, text.from_characters(*token.end), "")
                continue
            if depth > 0:
                continue
            if kind == tokenize.ERRORTOKEN:
                raise Rejected("error-token")
            if kind not in CLASSES:
                continue
            start = text.from_characters(*token.start)
            if kind == tokenize.NEWLINE:
                end = line_starts[row] if row <= last_line else start
            else:
                end = text.from_characters(*token.end)
            self.add(kind, start, end, string)

    def add(self, kind, start, end, string):
        self.items.append(f"{CLASSES[kind]}{start}-{end}")
        if kind in (tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT):
            return
        index = len(self.starts)
        self.starts.append(start)
        self.ends.append(end)
        self.strings.append(string if kind in (tokenize.OP, tokenize.NAME) else CLASSES[kind])
        if kind != tokenize.NEWLINE:
            self.at_start[start] = index
            self.at_end[end] = index

    def widened(self, start, end, low, high):
        """The span with the parentheses around it, between the tokens `low` and `high`."""
        first = self.at_start[start]
        last = self.at_end[end]
        while first - 1 > low and last + 1 < high and self.strings[first - 1] == "(" and self.strings[last + 1] == ")":
            first -= 1
            last += 1
        return first, last


class Facts:
    def __init__(self, text, tokens, tree):
        self.text = text
        self.tokens = tokens
        self.sections = {letter: [] for letter in "IKJDGLQNAXSWV"}
        self.visit(tree)

    def add(self, letter, position, item):
        self.sections[letter].append((position, item))

    def visit(self, tree):
        pending = [(tree, False)]
        while pending:
            node, inside = pending.pop()
            kind = type(node)
            if kind is ast.JoinedStr or kind.__name__ == "TemplateStr":
                inside = True
            elif inside:
                if kind is ast.Call:
                    self.inner_call(node)
            else:
                visitor = VISITORS.get(kind)
                if visitor:
                    visitor(self, node)
                if isinstance(node, ast.stmt):
                    self.statement(node)
            for field in node._fields:
                if field == "name" and kind.__name__ == "TypeAlias":
                    continue
                value = getattr(node, field, None)
                if isinstance(value, list):
                    pending.extend((child, inside) for child in value if isinstance(child, ast.AST))
                elif isinstance(value, ast.AST) and value._fields:
                    pending.append((value, inside))

    def statement(self, node):
        """S statements: start-end:kind, decorators included; `elif` is part of its `if`."""
        start = self.text.start(node)
        if isinstance(node, ast.If) and self.tokens.strings[self.tokens.at_start[start]] == "elif":
            return
        if getattr(node, "decorator_list", None):
            start = self.decorator_starts(node)[0]
        end = self.text.end(node)
        self.add("S", (start, -end), f"{start}-{end}:{STATEMENTS.get(type(node), 'other')}")

    def decorator_starts(self, node):
        starts = []
        for decorator in node.decorator_list:
            at = self.tokens.at_start[self.text.start(decorator)]
            while self.tokens.strings[at] != "@" or self.tokens.strings[at - 1] not in ("L", "") and at > 0:
                at -= 1
            starts.append(self.tokens.starts[at])
        return starts

    def decorators(self, node):
        """G decorators: from the `@` to the end of the expression."""
        starts = self.decorator_starts(node)
        for start in starts:
            at = self.tokens.at_start[start]
            while self.tokens.strings[at + 1] != "L":
                at += 1
            self.add("G", start, f"{start}-{self.tokens.ends[at]}")
        return len(starts)

    def arguments(self, values, keywords, opening, closing):
        """Arguments: start-end, followed by = and the name or by * or **."""
        text = self.text
        tokens = self.tokens
        written = []
        for node in [*values, *keywords]:
            start = text.start(node)
            end = text.end(node)
            if isinstance(node, ast.GeneratorExp) and tokens.at_start[start] == opening:
                first, last = opening + 1, closing - 1
                if tokens.strings[last] == ",":
                    last -= 1
            elif isinstance(node, (ast.keyword, ast.Starred)):
                first = tokens.at_start[start]
                last = tokens.at_end[end]
                while tokens.strings[last + 1] == ")" and last + 1 < closing:
                    last += 1
            else:
                first, last = tokens.widened(start, end, opening, closing)
            mark = ""
            if isinstance(node, ast.keyword):
                mark = "**" if node.arg is None else f"={node.arg}"
            elif isinstance(node, ast.Starred):
                mark = "*"
            written.append((tokens.starts[first], f"{tokens.starts[first]}-{tokens.ends[last]}{mark}"))
        return ",".join(item for _, item in sorted(written))

    def call(self, node):
        """K calls: start-end:end of the callee:start of the parentheses:arguments."""
        start = self.text.start(node)
        end = self.text.end(node)
        tokens = self.tokens
        closing = tokens.at_end[end]
        opening = tokens.openings[closing]
        arguments = self.arguments(node.args, node.keywords, opening, closing)
        self.add("K", (start, -end), f"{start}-{end}:{tokens.ends[opening - 1]}:{tokens.starts[opening]}:{arguments}")

    def inner_call(self, node):
        """J calls inside f-strings, by name: dotted name(number of arguments,keyword names)."""
        path = []
        callee = node.func
        while isinstance(callee, ast.Attribute):
            path.append(callee.attr)
            callee = callee.value
        path.append(callee.id if isinstance(callee, ast.Name) else "?")
        names = ",".join(keyword.arg or "**" for keyword in node.keywords)
        written = f"{'.'.join(reversed(path))}({len(node.args) + len(node.keywords)},{names})"
        self.add("J", written, written)

    def imported(self, node):
        """I imports: start-end:dots and module:name:name bound here (`-` for none)."""
        for alias in node.names:
            start = self.text.start(alias)
            span = f"{start}-{self.text.end(alias)}"
            if isinstance(node, ast.Import):
                self.add("I", start, f"{span}:{alias.name}:-:{alias.asname or alias.name.split('.')[0]}")
            else:
                bound = "-" if alias.name == "*" else alias.asname or alias.name
                self.add("I", start, f"{span}:{'.' * node.level}{node.module or ''}:{alias.name}:{bound}")

    def definition(self, node):
        """D functions and classes: start-end:name:start of the name:c, d or a (async):decorators:parameters, or arguments of the class."""
        start = self.text.start(node)
        at = self.tokens.at_start[start]
        is_async = isinstance(node, ast.AsyncFunctionDef)
        name_at = at + (2 if is_async else 1)
        count = self.decorators(node)
        if isinstance(node, ast.ClassDef):
            letter = "c"
            rest = ""
            opening = name_at + 1
            if self.tokens.strings[opening] == "[":
                opening = self.tokens.closings[opening] + 1
            if self.tokens.strings[opening] == "(":
                rest = self.arguments(node.bases, node.keywords, opening, self.tokens.closings[opening])
        else:
            letter = "a" if is_async else "d"
            rest = parameters(node.args)
        self.add("D", start, f"{start}-{self.text.end(node)}:{node.name}:{self.tokens.starts[name_at]}:{letter}:{count}:{rest}")

    def function_lambda(self, node):
        """L lambdas: start:parameters."""
        start = self.text.start(node)
        self.add("L", start, f"{start}:{parameters(node.args)}")

    def name(self, node):
        """N names used as expressions or targets: start:name."""
        start = self.text.start(node)
        self.add("N", start, f"{start}:{node.id}")

    def attribute(self, node):
        """A members: end:name."""
        end = self.text.end(node)
        self.add("A", end, f"{end}:{node.attr}")

    def subscript(self, node):
        """X subscripts: end."""
        end = self.text.end(node)
        self.add("X", end, str(end))

    def awaited(self, node):
        """Q awaits of a chain: start."""
        start = self.text.start(node)
        following = self.tokens.starts[self.tokens.at_start[start] + 1]
        if isinstance(node.value, CHAINS) and self.text.start(node.value) == following:
            self.add("Q", start, str(start))

    def with_items(self, node):
        """W with statements: start:items, `t` for one with a target and `-` for one without."""
        start = self.text.start(node)
        self.add("W", start, f"{start}:{''.join('-' if item.optional_vars is None else 't' for item in node.items)}")

    def assigned(self, node):
        """V assignments: start-end:operator:targets:annotated."""
        start = self.text.start(node)
        targets = len(node.targets) if isinstance(node, ast.Assign) else 1
        annotated = isinstance(node, ast.AnnAssign)
        operator = "=" if not isinstance(node, ast.AugAssign) else OPERATORS[type(node.op)] + "="
        if isinstance(node, ast.NamedExpr):
            operator = ":="
            end = self.tokens.ends[self.tokens.widened(self.text.start(node.value), self.text.end(node.value), self.tokens.at_start[start] + 1, len(self.tokens.starts))[1]]
        else:
            end = self.text.end(node)
        self.add("V", (start, -end), f"{start}-{end}:{operator}:{targets}:{'a' if annotated else '-'}")


CHAINS = (ast.Name, ast.Attribute, ast.Call, ast.Subscript)
OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.MatMult: "@", ast.Div: "/", ast.Mod: "%", ast.Pow: "**", ast.LShift: "<<", ast.RShift: ">>",
    ast.BitOr: "|", ast.BitXor: "^", ast.BitAnd: "&", ast.FloorDiv: "//",
}
STATEMENTS = {
    ast.Expr: "expression", ast.Assign: "assignment", ast.AugAssign: "assignment", ast.AnnAssign: "assignment", ast.Import: "import", ast.ImportFrom: "import",
    ast.Return: "return", ast.Assert: "assert", ast.Raise: "raise", ast.Delete: "delete", ast.FunctionDef: "definition", ast.AsyncFunctionDef: "definition",
    ast.ClassDef: "definition", ast.If: "block", ast.For: "block", ast.AsyncFor: "block", ast.While: "block", ast.With: "block", ast.AsyncWith: "block",
    ast.Try: "block", ast.Match: "block",
}
if hasattr(ast, "TryStar"):
    STATEMENTS[ast.TryStar] = "block"
VISITORS = {
    ast.Call: Facts.call, ast.Import: Facts.imported, ast.ImportFrom: Facts.imported, ast.FunctionDef: Facts.definition, ast.AsyncFunctionDef: Facts.definition,
    ast.ClassDef: Facts.definition, ast.Lambda: Facts.function_lambda, ast.Name: Facts.name, ast.Attribute: Facts.attribute, ast.Subscript: Facts.subscript,
    ast.Await: Facts.awaited, ast.With: Facts.with_items, ast.AsyncWith: Facts.with_items, ast.Assign: Facts.assigned, ast.AugAssign: Facts.assigned,
    ast.AnnAssign: Facts.assigned, ast.NamedExpr: Facts.assigned,
}


def parameters(node):
    plain = [*node.posonlyargs, *node.args]
    written = []
    for index, argument in enumerate(plain):
        written.append(parameter("", argument, index >= len(plain) - len(node.defaults)))
    if node.vararg:
        written.append(parameter("*", node.vararg, False))
    for argument, default in zip(node.kwonlyargs, node.kw_defaults):
        written.append(parameter("", argument, default is not None))
    if node.kwarg:
        written.append(parameter("**", node.kwarg, False))
    return ",".join(written)


def parameter(spread, argument, has_default):
    return f"{spread}{argument.arg}{':' if argument.annotation else ''}{'=' if has_default else ''}"


def scopes(source, path):
    """B scopes: kind@line:names bound there, sorted. Names that Python mangles, and `__class__`, which it binds itself, are left out."""
    module = symtable.symtable(source, path, "exec")
    global_names = set()
    written = []
    pending = list(module.get_children())
    while pending:
        table = pending.pop()
        pending.extend(table.get_children())
        names = set()
        for symbol in table.get_symbols():
            name = symbol.get_name()
            if is_mangled(name) or name.startswith("."):
                continue
            if symbol.is_declared_global():
                if symbol.is_assigned() or symbol.is_imported():
                    global_names.add(name)
            elif symbol.is_local():
                names.add(name)
        comprehension = ".0" in table.get_identifiers()
        kind = "class" if table.get_type() == "class" else "block" if comprehension else "function"
        written.append(f"{kind}@{table.get_lineno()}:{','.join(sorted(names))}")
    for symbol in module.get_symbols():
        name = symbol.get_name()
        if symbol.is_local() and not is_mangled(name):
            global_names.add(name)
    return [f"module@0:{','.join(sorted(global_names))}", *sorted(written)]


def is_mangled(name):
    return name == "__class__" or name.startswith("_") and "__" in name and not name.endswith("__")


def pair_brackets(tokens):
    """The opening parenthesis of each closing one and the other way round, as token indexes."""
    tokens.openings = {}
    tokens.closings = {}
    stack = []
    for index, string in enumerate(tokens.strings):
        if string == "(" or string == "[" or string == "{":
            stack.append(index)
        elif string == ")" or string == "]" or string == "}":
            opening = stack.pop()
            tokens.openings[index] = opening
            tokens.closings[opening] = index


def describe(path, out):
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = Text(data)
        tree = ast.parse(text.text, path)
        tokens = Tokens(text)
        tables = scopes(text.text, path)
    except (SyntaxError, UnicodeDecodeError, LookupError, ValueError, tokenize.TokenError, RecursionError) as error:
        out.write(f"R {type(error).__name__} {path}\n")
        return
    except Rejected as error:
        out.write(f"R {error} {path}\n")
        return
    pair_brackets(tokens)
    facts = Facts(text, tokens, tree)
    out.write(f"F {path}\n")
    if text.encoding not in ("utf-8", "utf-8-sig", "ascii"):
        out.write(f"U {json.dumps(text.text)}\n")
    out.write("T" + "".join(" " + item for item in tokens.items) + "\n")
    for letter, items in facts.sections.items():
        items.sort()
        out.write(letter + "".join(" " + item for _, item in items) + "\n")
    if sys.version_info < (3, 12):  # Later symbol tables hide the scopes of comprehensions (PEP 709).
        out.write("B" + "".join(" " + item for item in tables) + "\n")
    out.write("E\n")


def library_files():
    root = sysconfig.get_path("stdlib")
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in ("site-packages", "dist-packages", "__pycache__"))
        for name in sorted(files):
            if name.endswith(".py"):
                yield os.path.join(folder, name)


def main():
    warnings.simplefilter("ignore")
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="surrogatepass", newline="\n", write_through=False)
    for path in sys.argv[1:] or library_files():
        describe(path, out)
    out.flush()


main()
