"""A pytest plugin: time a chapter's functions beside the reference's.

What they are called with is the largest call that their tests make, with more rows.

Its results go to a file as JSON: for each function both times in seconds, and the shapes of what it was called with.
"""

import importlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import cast

import pytest

from dojo.ground.chapters import Chapter, chapters
from dojo.practice.enlarge import drawn, enlarged
from dojo.verdict.blame import Target
from dojo.verdict.call_outcome import Call, Function, arrays, outcome
from dojo.verdict.diagnose import calls_of
from dojo.verdict.tensors import copied

ROUNDS = 20  # of which the fastest counts
ROUND = 0.001  # seconds that one takes, in as many calls as that allows: few programs are interrupted within that time
BUDGET = 1.0  # seconds for more rounds, until the ratio holds
CLOSE = 1.1  # times as large as the other, one half's ratio may be


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that say where the times go, and which functions are wanted: one that fails may never end."""
    parser.addoption("--times", type=Path)
    parser.addoption("--timed", metavar="NAME,NAME")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Time each function that is wanted, instead of running them once."""
    items = [item for item in session.items if isinstance(item, pytest.Function)]
    chapter = chapters()[items[0].path.stem.removeprefix("test_")]
    target = cast(Target, session.config.pluginmanager.get_plugin("target"))
    mine, wanted = importlib.import_module(chapter.name), str(session.config.getoption("--timed")).split(",")
    times = dict(_times(chapter, mine, target.reference(chapter.name), wanted, items))
    cast(Path, session.config.getoption("--times")).write_text(json.dumps(times), encoding="utf-8")
    return True


def _times(
    chapter: Chapter, mine: ModuleType, right: ModuleType, wanted: list[str], items: list[pytest.Function]
) -> Iterator[tuple[str, tuple[float, float, str]]]:
    for name in wanted:
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
            call = enlarged(call, theirs, reference)
            shapes = ", ".join(str(array.shape) for array in arrays((call.args, call.kwargs)))
            yield name, (*_time(theirs, reference, call), shapes)


def _time(mine: Function, reference: Function, call: Call) -> tuple[float, float]:
    """Time two functions in turn, until their ratio holds; what they give bit by bit is drawn to its end."""
    writes = any(any(outcome(function, call).changed) for function in (mine, reference))
    once = max(1e-7, min(_seconds(function, call, 1, writes) for function in (mine, reference)))
    count = max(1, int(ROUND / once))
    times: dict[Function, list[float]] = {mine: [], reference: []}
    end = time.perf_counter() + BUDGET
    while len(times[reference]) < ROUNDS or (time.perf_counter() < end and not _holds(*times.values())):
        for function, seconds in times.items():
            seconds.append(_seconds(function, call, count, writes))
    return min(times[mine]), min(times[reference])


def _holds(mine: list[float], reference: list[float]) -> bool:
    """Tell whether each half of the rounds gives nearly the same ratio."""
    one, other = (min(mine[begin::2]) / min(reference[begin::2]) for begin in (0, 1))
    return 1 / CLOSE < one / other < CLOSE


def _seconds(function: Function, call: Call, times: int, writes: bool) -> float:
    """Return what a call takes on average; one that writes into what it is given needs a copy of it each time."""
    copies = [copied((call.args, call.kwargs)) for _ in range(times if writes else 1)]
    start = time.perf_counter()
    for round_ in range(times):
        args, kwargs = copies[round_ if writes else 0]
        drawn(function(*args, **kwargs))
    return (time.perf_counter() - start) / times
