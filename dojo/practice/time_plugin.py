"""A pytest plugin: time a chapter's functions beside the reference's.

What they are called with is the largest call that their tests make, with more rows.

Its results go to a file as JSON: for each function both times in seconds, and the shapes of what it was called with.
"""

import contextlib
import importlib
import io
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import cast

import pytest

from dojo.ground.chapters import Chapter, chapters
from dojo.ground.safe_files import write_whole
from dojo.practice.enlarge import drawn, enlarged
from dojo.verdict.blame import Target
from dojo.verdict.call_outcome import Call, Function, arrays, outcome
from dojo.verdict.diagnose import calls_of
from dojo.verdict.tensors import copied

ROUNDS = 20  # of which the fastest counts
ROUND = 0.001  # seconds that one takes, in as many calls as that allows: few programs are interrupted within that time
BUDGET = 1.0  # seconds for more rounds, until the ratio holds
LONGEST = 3.0  # seconds after which nothing is repeated, as with a function that takes one for a call
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
    file, times = cast(Path, session.config.getoption("--times")), dict[str, tuple[float, float, str]]()
    with contextlib.redirect_stdout(Nobody()), contextlib.redirect_stderr(Nobody()):
        for name, found in _times(chapter, mine, target.reference(chapter.name), wanted, items):
            times[name] = found
            write_whole(file, json.dumps(times).encode())  # what is known, should another one take too long
    return True


class Nobody(io.TextIOBase):
    """Where prints go while a function is timed: it is called hundreds of thousands of times."""

    def write(self, text: str) -> int:
        """Do nothing with it."""
        return len(text)


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
            yield name, (*time_both(theirs, reference, call), shapes)


def time_both(mine: Function, reference: Function, call: Call) -> tuple[float, float]:
    """Time two functions in turn, until their ratio holds; what they give bit by bit is drawn to its end."""
    writes = any(any(outcome(function, call).changed) for function in (mine, reference))
    once = {function: max(1e-7, _seconds(function, call, 1, writes)) for function in (mine, reference)}
    times: dict[Function, list[float]] = {mine: [], reference: []}
    begin = time.perf_counter()
    while _goes_on(times[mine], times[reference], time.perf_counter() - begin):
        for function, seconds in times.items():  # each as often as its own speed allows: one may be far slower
            seconds.append(_seconds(function, call, max(1, int(ROUND / once[function])), writes))
    return min(times[mine]), min(times[reference])


def _goes_on(mine: list[float], reference: list[float], spent: float) -> bool:
    """Tell whether there is more to measure, after some rounds and seconds."""
    if not mine or spent > LONGEST:
        return not mine
    return len(mine) < ROUNDS or (spent < BUDGET and not _holds(mine, reference))


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
