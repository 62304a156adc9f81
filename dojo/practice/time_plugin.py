"""A pytest plugin: time a chapter's functions beside the reference's, on the largest call that their tests make.

Its results go to a file as JSON: for each function both times in seconds, and the shapes of what it was called with.
"""

import copy
import importlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, cast

import pytest

from dojo.ground.chapters import Chapter, chapters
from dojo.verdict.blame import Target
from dojo.verdict.call_outcome import Call, Function, arrays, outcome
from dojo.verdict.diagnose import calls_of

ROUNDS = 5  # of which the fastest counts
ROUND = 0.005  # seconds that one takes, in as many calls as that allows


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that says where the times go."""
    parser.addoption("--times", type=Path, metavar="FILE")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Time each function that is written, instead of running them once."""
    items = [item for item in session.items if isinstance(item, pytest.Function)]
    chapter = chapters()[items[0].path.stem.removeprefix("test_")]
    target = cast(Target, session.config.pluginmanager.get_plugin("target"))
    times = dict(_times(chapter, importlib.import_module(chapter.name), target.reference(chapter.name), items))
    cast(Path, session.config.getoption("--times")).write_text(json.dumps(times), encoding="utf-8")
    return True


def _times(
    chapter: Chapter, mine: ModuleType, right: ModuleType, items: list[pytest.Function]
) -> Iterator[tuple[str, tuple[float, float, str]]]:
    for name in chapter.signatures:
        tests = [item for item in items if chapter.function_of(item.name) == name and not item.fixturenames]
        theirs, reference = getattr(mine, name, None), getattr(right, name)
        if not tests or not isinstance(theirs, FunctionType):
            continue
        places = [sys.modules[module] for module in chapters() if module in sys.modules]
        places.append(cast(ModuleType, items[0].module))
        calls = calls_of(theirs, reference, tests[0].obj, [item.obj for item in tests[1:]], places)
        fine = [call for call in calls if not outcome(theirs, call).raises and not outcome(reference, call).raises]
        if fine:
            call = max(fine, key=lambda call: sum(array.size for array in arrays((call.args, call.kwargs))))
            shapes = ", ".join(str(array.shape) for array in arrays((call.args, call.kwargs)))
            yield name, (*_time(theirs, reference, call), shapes)


def _time(mine: Function, reference: Function, call: Call) -> tuple[float, float]:
    """Time two functions in turn; what they give bit by bit is drawn to its end."""
    best = {mine: float("inf"), reference: float("inf")}
    once = max(1e-7, _seconds(mine, call, 1), _seconds(reference, call, 1))
    for _ in range(ROUNDS):
        for function in best:
            best[function] = min(best[function], _seconds(function, call, max(1, int(ROUND / once))))
    return best[mine], best[reference]


def _seconds(function: Function, call: Call, times: int) -> float:
    copies = [copy.deepcopy((call.args, call.kwargs)) for _ in range(times)]
    start = time.perf_counter()
    for args, kwargs in copies:
        result: Any = function(*args, **kwargs)
        if hasattr(result, "__next__"):
            list(result)
    return (time.perf_counter() - start) / times
