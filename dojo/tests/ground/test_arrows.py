"""The packages of `dojo/` import each other in one direction, and no module is reached by nobody."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dojo.ground.chapters import ROOT

ALLOWED = {
    "ground": {"ground"},
    "verdict": {"ground", "verdict"},
    "practice": {"ground", "verdict", "practice"},
    "plots": {"ground", "plots"},
    "pictures": {"ground", "plots", "pictures"},
    "bench": {"ground", "bench"},
    "proof": {"ground", "verdict", "practice", "plots", "pictures", "bench", "proof"},
    "publish": {"ground", "practice", "proof", "publish"},
    "grading": {"ground", "verdict", "practice", "grading"},
}
BEFORE_THE_ENVIRONMENT = {"__init__", "chapters", "environment", "set_up", "settings", "terminal", "threads"}
BEFORE_THE_ENVIRONMENT |= {"help", "lookup", "misnamed", "pytorch", "sessions", "side_by_side", "typed"}


def modules() -> Iterator[tuple[str, Path]]:
    """Yield each module of the packages, by its dotted name."""
    for package in ALLOWED:
        for path in sorted((ROOT / "dojo" / package).rglob("*.py")):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts), path


@cache
def imported(path: Path) -> set[str]:
    """Return the dotted names that a file imports, wherever in it."""
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_every_package_is_in_the_map() -> None:
    """Each folder of dojo/ with modules is a package whose place in the order is known, and says what it is for."""
    folders = {path.parent.name for path in (ROOT / "dojo").glob("*/__init__.py")}

    assert folders == set(ALLOWED)
    for package in ALLOWED:
        assert len((ROOT / "dojo" / package / "__init__.py").read_text(encoding="utf-8")) > 100


def test_arrows_run_one_way() -> None:
    """A package imports only itself and those below it; data/ and the chapters import nothing of dojo/."""
    wrong = [
        f"{module} imports {name}"
        for module, path in modules()
        for name in imported(path)
        if name.startswith("dojo.") and name.split(".")[1] not in ALLOWED[module.split(".")[1]]
    ]
    outside = [path for folder in ("data", "solutions", "katas") for path in (ROOT / folder).glob("*.py")]

    assert wrong == []
    assert [path.name for path in outside if any(name.split(".")[0] == "dojo" for name in imported(path))] == []


def test_nox_needs_only_the_standard_library() -> None:
    """What noxfile.py imports of dojo/ imports nothing that has to be installed."""
    for name in BEFORE_THE_ENVIRONMENT:
        for other in imported(ROOT / "dojo" / "ground" / f"{name}.py"):
            assert other.split(".")[0] in {*sys.stdlib_module_names, "dojo"}, f"{name} imports {other}"


@cache
def quoted(path: Path) -> set[str]:
    """Return what a file has in quotation marks."""
    return set(re.findall(r"\"[\w.]+\"|'[\w.]+'", path.read_text("utf-8")))


def test_no_module_is_reached_by_nobody() -> None:
    """Each module is imported, or named where it is run: by noxfile.py, by a command, or as a plugin of pytest."""
    everything = [
        *(path for _, path in modules()),
        ROOT / "dojo" / "__init__.py",
        ROOT / "noxfile.py",
        ROOT / "conftest.py",
    ]
    tests = sorted((ROOT / "tests").rglob("*.py"))
    for module, own in modules():
        last = own.stem
        if last in ("__init__", "__main__") or last.startswith("test_") or re.match(r"ch\d\d_", last):
            continue  # a package, what pytest finds by its name, or a chapter's pictures, found by their file
        others = (path for path in [*everything, *tests] if path != own)
        named = any(module in imported(path) or {f'"{module}"', f"'{module}'"} & quoted(path) for path in others)
        assert named, f"nobody reaches {module}"


def test_files_and_functions_stay_small() -> None:
    """No file of dojo/ is longer than 250 lines, no function longer than 30, and noxfile.py has 120 at most."""
    for path in sorted((ROOT / "dojo").rglob("*.py")):
        module = path.relative_to(ROOT)
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 250, f"{module} has {text.count(chr(10))} lines"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                assert lines <= 30, f"{module}:{node.lineno} {node.name} has {lines} lines"
    assert (ROOT / "noxfile.py").read_text(encoding="utf-8").count("\n") <= 120
