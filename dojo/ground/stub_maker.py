"""Make the stubs: a file in `katas/` is the one in `solutions/` with the bodies of its public functions replaced."""

import ast
import contextlib
import hashlib
import json
import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

from dojo.ground.chapters import KATAS, SOLUTIONS
from dojo.ground.safe_files import RECORDS, readable, write_whole

_DIGESTS = "stubs.json"
_OWN_TEXT = Path(__file__).read_bytes()  # of which a stub is made as much as of its solution


def stub(source: str, number: str, written: Collection[str] = ()) -> str:
    """Turn the text of a solution into the text of its stub.

    Args:
        source: the solution.
        number: its chapter's number, such as "3.4".
        written: the names of functions to leave as they are, for a stub that is partly filled in.

    Returns:
        The same text with each public function's body replaced by a NotImplementedError that names chapter and
        function, and without private helpers and the imports that only they or the bodies needed. A class keeps
        what it says of itself, and its methods lose their bodies in the same way.
    """
    lines = source.splitlines(keepends=True)
    for node in reversed(ast.parse(source).body):
        if _is_private(node) and not written:
            _remove(node, lines)
        elif isinstance(node, ast.FunctionDef) and not _is_private(node) and node.name not in written:
            _empty(node, f"{number} {node.name}", lines)
        elif isinstance(node, ast.ClassDef) and not _is_private(node) and node.name not in written:
            for part in reversed(node.body):
                if _is_private(part):
                    _remove(part, lines)
                elif isinstance(part, ast.FunctionDef):
                    _empty(part, f"{number} {node.name}.{part.name}", lines)
    text = re.sub(r"\n{4,}", "\n\n\n", "".join(lines)).rstrip() + "\n"
    return _without_unused_imports(text)


def _empty(function: ast.FunctionDef, asked: str, lines: list[str]) -> None:
    """Replace what follows a function's docstring by an error that says what is asked for."""
    first, indent = function.body[0], function.body[0].col_offset * " "
    begin = (first.end_lineno or 0) if ast.get_docstring(function) is not None else first.lineno - 1
    lines[begin : function.end_lineno] = [f'{indent}raise NotImplementedError("{asked}")\n']


def _remove(node: ast.stmt, lines: list[str]) -> None:
    """Take a definition out, with its decorators, the comment above it, and the empty lines before that."""
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))]) - 1
    while lines[first - 1].lstrip().startswith("#"):
        first -= 1
    while node.col_offset and not lines[first - 1].strip():
        first -= 1
    lines[first : node.end_lineno] = []


def _is_private(node: ast.stmt) -> bool:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]):
            return name.startswith("_") and not name.startswith("__")
        case _:
            return False


def _without_unused_imports(text: str) -> str:
    tree = ast.parse(text)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in tree.body:  # what __all__ names is used: the toolkit passes it on
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            used |= set(ast.literal_eval(node.value))
    lines = text.splitlines(keepends=True)
    for node in reversed(tree.body):
        if isinstance(node, ast.Import | ast.ImportFrom):
            kept = [alias for alias in node.names if (alias.asname or alias.name.split(".")[0]) in used]
            if len(kept) < len(node.names):
                node.names = kept
                lines[node.lineno - 1 : node.end_lineno] = [ast.unparse(node) + "\n"] if kept else []
    return re.sub(r'"""\n{3,}', '"""\n\n', re.sub(r"\n{4,}", "\n\n\n", "".join(lines)), count=1)


def is_stub(path: Path) -> bool:
    """Tell whether a file in `katas/` is its stub, to the byte but for the line ends that git gives it on Windows."""
    kata, source = readable(path), readable(SOLUTIONS / path.name)
    if kata is None or source is None:
        return False
    return _digest(kata.replace(b"\r\n", b"\n")) == _digest_of_stub(path.name, source)


def looks_untouched(kata: bytes) -> bool:
    """Tell whether a kata may well be the stub of another release: it is Python without a comment or a body.

    It may be wrong, as of a note in a docstring, so nothing may be overwritten for it without a copy.
    """
    try:
        return b"#" not in kata and all(_is_bare(node) for node in ast.parse(kata).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _is_bare(node: ast.stmt, within: str = "") -> bool:
    """Tell whether a statement is one that a stub has, in a class whose name ends with a dot, or in none."""
    match node:
        case ast.FunctionDef(
            body=[*_, ast.Raise(exc=ast.Call(ast.Name("NotImplementedError"), [ast.Constant(str(text))]))]
        ):
            is_empty = len(node.body) == 1 + (ast.get_docstring(node) is not None)
            return is_empty and re.fullmatch(rf"\d\.\d {within}{node.name}", text) is not None
        case ast.ClassDef(name=name):
            return not within and all(_is_bare(part, f"{name}.") for part in node.body)
        case ast.Import() | ast.ImportFrom() | ast.Expr(ast.Constant()):
            return True
        case ast.Assign() | ast.AnnAssign():
            return not any(isinstance(part, ast.Lambda | ast.Call) for part in ast.walk(node))
        case _:
            return False


def _digest_of_stub(name: str, source: bytes) -> str:
    """Return the digest of a solution's stub, known from an earlier time or made now, which takes 2 ms."""
    made_from = _digest(_OWN_TEXT + source)
    if _known().get(name, ("", ""))[0] != made_from:
        _known()[name] = made_from, _digest(stub(source.decode().replace("\r\n", "\n"), _number(name)).encode())
        with contextlib.suppress(OSError):  # where nothing can be written, it is made again each time
            RECORDS.mkdir(exist_ok=True)
            write_whole(RECORDS / _DIGESTS, json.dumps(_known(), indent=1).encode())
    return _known()[name][1]


@cache
def _known() -> dict[str, tuple[str, str]]:
    """Return the digests of the stubs, each after that of all that the stub is made from."""
    try:
        known = json.loads((RECORDS / _DIGESTS).read_bytes())
        return {str(name): (str(made_from), str(digest)) for name, (made_from, digest) in known.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _number(name: str) -> str:
    return f"{name[2]}.{name[3]}"


def stubs() -> dict[Path, str]:
    """Return the text of every file that `katas/` has when nobody has begun."""
    return {path: stub_of(path) for path in katas()}


def stub_of(kata: Path) -> str:
    """Return the text of one of these files, which takes 2 ms."""
    return stub((SOLUTIONS / kata.name).read_text(encoding="utf-8"), _number(kata.name))


def katas() -> list[Path]:
    """Return where these files are, or should be."""
    return [KATAS / path.name for path in sorted(SOLUTIONS.glob("*.py"))]


def learners_own() -> list[Path]:
    """Return the other modules beside them, which a learner has added."""
    return sorted({*KATAS.glob("*.py")} - {*katas(), KATAS / "noxfile.py"})
