"""Find out whose fault a failure is: an earlier chapter's function, or a known mistake of the one under test.

Both are found by running the failed test again: with the reference's functions instead of the earlier
chapters', and with a recorder instead of the function under test.
"""

import importlib
import sys
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from types import FunctionType, ModuleType
from typing import Protocol, cast

import pytest

from dojo.ground.chapters import Chapter, chapters
from dojo.ground.typed import nox
from dojo.verdict.call_outcome import Function
from dojo.verdict.diagnose import BUDGET, calls_of, diagnose, passes, standing_in
from dojo.verdict.diagnose_class import diagnose_class
from dojo.verdict.known_mistakes import candidates

QUICK = 0.2  # seconds of the processor: tests that take longer are not run again


class Target(Protocol):
    """What conftest.py offers: the reference, whatever is under test."""

    def referring(self) -> AbstractContextManager[None]: ...

    def reference(self, chapter: str) -> ModuleType: ...


def find_culprit(item: pytest.Function, chapter: Chapter, seconds: float) -> list[str]:
    """Return the lines that say why a test failed, as far as that can be known for sure; none where it cannot.

    Args:
        item: the test, set up.
        chapter: the one under test.
        seconds: what the test took of the processor.
    """
    target = cast(Target | None, item.config.pluginmanager.get_plugin("target"))
    name = chapter.function_of(item.name)
    theirs = getattr(item.module, name, None)
    if target is None or seconds > QUICK or not isinstance(theirs, FunctionType | type):
        return []
    modules = {name: module for name, module in list(sys.modules.items()) if name in chapters()}
    right = target.reference(chapter.name)
    if guilty := _earlier(item, chapter, modules, target):
        first = chapters()[guilty.__module__]
        return [
            f"The cause is {guilty.__name__} of chapter {first.number}: with the reference's, this test passes.",
            f"Fix it first: {nox()} -s {first.session}   Or borrow it: {nox()} -s {chapter.session} -- --borrow",
        ]
    places = [*modules.values(), cast(ModuleType, item.module)]
    with target.referring():
        kind = "unpolished" if item.path == chapter.polish else "wrong"
        known = [answer for answer in candidates(chapter) if answer.kind == kind and answer.function == name]
    if isinstance(theirs, type):
        said = diagnose_class(theirs, known, item.runtest, alike(item, chapter), places)
        return [said] if said else []
    calls = calls_of(theirs, getattr(right, name), item.runtest, alike(item, chapter), places)
    said = diagnose(theirs, getattr(right, name), known, calls, polished=kind == "unpolished")
    return [said] if said else []


def alike(item: pytest.Function, chapter: Chapter) -> list[Function]:
    """Return the other tests of the function that a test is about, those that need no fixture, chosen to run or not."""
    name = chapter.function_of(item.name)
    tests = [value for key, value in vars(item.module).items() if chapter.function_of(key) == name]
    return [
        test
        for test in tests
        if isinstance(test, FunctionType) and test is not item.obj and not test.__code__.co_argcount
    ]


def _earlier(
    item: pytest.Function, chapter: Chapter, modules: Mapping[str, ModuleType], target: Target
) -> FunctionType | None:
    """Return the function of an earlier chapter without which the test passes."""
    end = time.thread_time() + BUDGET
    pairs: dict[Function, Function] = {}
    with target.referring():
        for name in sorted(set(modules) - {chapter.name}):
            right = vars(importlib.import_module(name))
            pairs.update({
                value: right[own]
                for own, value in vars(modules[name]).items()
                if own in chapters()[name].signatures
                and isinstance(value, FunctionType | type) and value.__module__ == name
            })  # fmt: skip
    places = [*modules.values(), cast(ModuleType, item.module)]
    with standing_in(pairs, places):
        if not pairs or not passes(item.runtest):
            return None
    for theirs, reference in pairs.items():
        with standing_in({theirs: reference}, places):
            if time.thread_time() < end and passes(item.runtest):
                return cast(FunctionType, theirs)  # or a class
    return None
