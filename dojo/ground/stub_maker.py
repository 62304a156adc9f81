"""Make the stubs: a file in `katas/` is the one in `solutions/` with the bodies of its public functions replaced."""

import ast
import re
from collections.abc import Collection
from pathlib import Path

from dojo.ground.chapters import KATAS, SOLUTIONS


def stub(source: str, number: str, written: Collection[str] = ()) -> str:
    """Turn the text of a solution into the text of its stub.

    Args:
        source: the solution.
        number: its chapter's number, such as "3.4".
        written: the names of functions to leave as they are, for a stub that is partly filled in.

    Returns:
        The same text with each public function's body replaced by a NotImplementedError that names chapter and
        function, and without private helpers and the imports that only they or the bodies needed.
    """
    lines = source.splitlines(keepends=True)
    for node in reversed(ast.parse(source).body):
        if _is_private(node) and not written:
            first = node.lineno - 1
            while lines[first - 1].startswith("#"):
                first -= 1
            lines[first : node.end_lineno] = []
        elif isinstance(node, ast.FunctionDef) and not _is_private(node) and node.name not in written:
            docstring = node.body[0]
            lines[docstring.end_lineno : node.end_lineno] = [f'    raise NotImplementedError("{number} {node.name}")\n']
    text = re.sub(r"\n{4,}", "\n\n\n", "".join(lines)).rstrip() + "\n"
    return _without_unused_imports(text)


def _is_private(node: ast.stmt) -> bool:
    match node:
        case ast.FunctionDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]):
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
            kept = [alias for alias in node.names if (alias.asname or alias.name) in used]
            if len(kept) < len(node.names):
                node.names = kept
                lines[node.lineno - 1 : node.end_lineno] = [ast.unparse(node) + "\n"] if kept else []
    return re.sub(r'"""\n{3,}', '"""\n\n', re.sub(r"\n{4,}", "\n\n\n", "".join(lines)), count=1)


def is_untouched(kata: str) -> bool:
    """Tell whether nobody has written anything yet: each function still only raises NotImplementedError."""
    try:
        functions = [node for node in ast.parse(kata).body if isinstance(node, ast.FunctionDef)]
    except SyntaxError:
        return False
    return all(len(node.body) == 2 and isinstance(node.body[1], ast.Raise) for node in functions)


def stubs() -> dict[Path, str]:
    """Return the text of every file that `katas/` has when nobody has begun."""
    return {
        KATAS / path.name: stub(path.read_text(encoding="utf-8"), f"{path.name[2]}.{path.name[3]}")
        for path in sorted(SOLUTIONS.glob("*.py"))
    }
