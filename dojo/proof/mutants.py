"""Change the reference in one small place after the other: the tests must notice each change that matters.

Run by `nox -s mutants`, for all chapters and for the functions that replace them (`solutions/skip/`), or for some.
cosmic-ray makes the mutants: another operator, another comparison, a number one larger or smaller, a loop that never
begins. Each replaces the functions, as in dojo.proof.gate. What survives must be listed in
`mistakes/equivalent.toml` with the reason why it is no mistake:

    nox -s mutants -- [ch32_activations skip_ch32_activations …]
"""

import ast
import importlib
import json
import os
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NamedTuple, cast

import pytest
from rich.console import Console
from rich.table import Table

from dojo.ground.chapters import SOLUTIONS, chapters, required
from dojo.ground.command_line import Parser
from dojo.practice.skip import Task
from dojo.proof.gate import judge, passes
from dojo.verdict.call_outcome import Function
from dojo.verdict.diagnose import standing_in
from dojo.verdict.known_mistakes import MISTAKES

EQUIVALENT = MISTAKES / "equivalent.toml"
ASKED = 0.95  # of the mutants that are not equivalent, so many must be rejected


class Mutant(NamedTuple):
    """A chapter's source with one change in it."""

    function: str
    line: str  # before the change
    changed: str  # after it
    source: str


def main() -> None:
    """Judge the chapters that the command line names, print a table and what survives."""
    parser = Parser("mutants", "Judge the tests by mutants.")
    parser.add_argument(
        "chapters", nargs="*", help="ch32_activations or skip_ch32_activations; unless named, all but module 5"
    )
    everything = [*chapters(), *(f"skip_{name}" for name in chapters())]
    names = parser.parse_args().chapters or [*required(), *(f"skip_{name}" for name in required())]
    if unknown := set(names) - set(everything):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known are {', '.join(everything)}")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        queue = sorted(names, reverse=True)
        verdicts = dict(sorted(zip(queue, pool.map(judged, queue), strict=True)))
    sys.exit(not show(verdicts))


def judged(name: str) -> list[dict[str, Any]]:
    """Judge the mutants of a chapter, or of the function that replaces it."""
    plugin = "dojo.proof.mutants"
    if name in chapters():
        return judge(name, plugin)
    task = Task(*chapters()[name.removeprefix("skip_")])
    return judge(task.name, plugin, tests=[task.core], whose=["--borrow", f"--katas={task.solution.parent}"])


def show(verdicts: dict[str, list[dict[str, Any]]]) -> bool:
    """Print a line for each chapter and each survivor, and tell whether enough mutants were rejected."""
    console = Console()
    table = Table("chapter", title="Mutants of solutions/, judged by the tests")
    for heading in "mutants", "equivalent", "rejected", "survive":
        table.add_column(heading, justify="right")
    total = [0, 0, 0, 0]
    for name, each in verdicts.items():
        reasons, passed = equivalents(name), [_key(verdict) for verdict in each if not verdict["rejected"]]
        survivors = [key for key in passed if key not in reasons]
        counts = [len(each), len(passed) - len(survivors), len(each) - len(passed), len(survivors)]
        total = [a + b for a, b in zip(total, counts, strict=True)]
        table.add_row(name, *map(str, counts))
        for function, line, changed in survivors:
            console.print(f"{name}.{function} survives:\n  - {line}\n  + {changed}", markup=False, highlight=False)
        for key in reasons.keys() - set(passed):
            console.print(f"{name}: {EQUIVALENT.name} lists what is rejected, or no mutant: {key}", markup=False)
    share = total[2] / max(1, total[0] - total[1])
    table.add_row("all", *map(str, total))
    console.print(table, f"{share:.1%} of the mutants that are not equivalent are rejected.")
    return share >= ASKED


def equivalents(chapter: str) -> dict[tuple[str, str, str], str]:
    """Return the mutants of a chapter that are known to be no mistakes, each with the reason."""
    return {_key(entry): entry["reason"] for entry in _entries(chapter) if "line" in entry}


def free(chapter: str) -> set[str]:
    """Return a chapter's functions that are not judged by mutants; the file says why."""
    return {entry["function"] for entry in _entries(chapter) if "line" not in entry}


def mutants(source: str, skipped: set[str]) -> Iterator[Mutant]:
    """Yield all mutants of a chapter that change the body of a function, but for some functions."""
    # Imported by name, since only this session installs it, and the types are checked without.
    mutate = importlib.import_module("cosmic_ray.mutating").mutate_code
    operators = importlib.import_module("cosmic_ray.operators.provider").OperatorProvider()
    bodies = [each for each in _bodies(ast.parse(source)) if each[2] not in skipped]
    before = source.splitlines()
    for operator in (operators[name] for name in operators):
        if operator.arguments():  # variables to put in each other's places: by hand in mistakes/
            continue
        for occurrence in count():
            changed = mutate(source, operator(), occurrence)
            if changed is None:
                break
            after = changed.splitlines()
            number = next((n for n, (a, b) in enumerate(zip(before, after, strict=False), 1) if a != b), 0)
            function = next((name for first, last, name in bodies if first <= number <= last), "")
            if function and _compiles(changed):
                yield Mutant(function, before[number - 1].strip(), after[number - 1].strip(), changed)


def _bodies(tree: ast.Module) -> Iterator[tuple[int, int, str]]:
    """Yield the first and the last line of each body, and the function, or the class of the method, that it is of."""
    for outer in tree.body:
        for node in outer.body if isinstance(outer, ast.ClassDef) else [outer]:
            if isinstance(node, ast.FunctionDef):
                first = node.body[ast.get_docstring(node) is not None].lineno
                yield first, node.end_lineno or 0, outer.name if isinstance(outer, ast.ClassDef) else node.name


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that says where the verdicts go."""
    parser.addoption("--verdicts", type=Path, required=True)
    parser.addoption("--answers", help="not used here, where the answers are mutants")
    parser.addoption("--train", action="store_true", help="not used either")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Run the chapter's tests for each mutant, instead of running them once."""
    items = [item for item in session.items if isinstance(item, pytest.Function)]
    chapter = chapters()[items[0].path.stem.removeprefix("test_")]
    task = Task(*chapter)
    solution = task.solution if items[0].path == task.core else SOLUTIONS / f"{chapter.name}.py"
    verdicts: list[dict[str, Any]] = []
    for mutant in mutants(solution.read_text(encoding="utf-8"), free(solution.stem)):
        rejected = _rejected(mutant, solution.stem, items)
        verdicts.append({**mutant._asdict(), "source": None, "rejected": rejected})
    cast(Path, session.config.getoption("--verdicts")).write_text(json.dumps(verdicts), encoding="utf-8")
    return True


def _rejected(mutant: Mutant, name: str, items: list[pytest.Function]) -> str | None:
    """Return the name of a test that fails for a mutant; those of its function come first, slow ones last."""
    module = ModuleType(name)
    exec(compile(mutant.source, f"mutant of {name}", "exec"), module.__dict__)
    modules = [sys.modules[name], *{cast(ModuleType, item.module): None for item in items}]  # of both rooms
    pairs: dict[Function, Function] = {
        value: vars(module)[own]
        for own, value in vars(modules[0]).items()
        if isinstance(value, FunctionType | type) and value.__module__ == name
    }

    def order(item: pytest.Function) -> tuple[bool, bool]:
        own = item.name.startswith(f"test_{mutant.function}_")
        return item.get_closest_marker("mnist") is not None, not own

    with standing_in(pairs, modules):
        return next((item.name for item in sorted(items, key=order) if not passes(item, items)), None)


def _entries(chapter: str) -> list[dict[str, str]]:
    return cast(list[dict[str, str]], tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get(chapter, []))


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _key(entry: dict[str, Any]) -> tuple[str, str, str]:
    return entry["function"], entry["line"], entry["changed"]


if __name__ == "__main__":
    main()
