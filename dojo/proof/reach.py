"""Find out which functions of its chapter a test calls: what replaces another function cannot change its outcome."""

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from types import FrameType

import pytest

from dojo.ground.chapters import Chapter

Reach = dict[str, set[str]]  # of each test, by its node id, the functions that it calls, also through others


def reach(tests: Sequence[pytest.Function], chapter: Chapter, run: Callable[[pytest.Function], object]) -> Reach:
    """Run each test once, and note which of the chapter's functions it calls; those that train are not run."""
    file, called = sys.modules[chapter.name].__file__, defaultdict[str, set[str]](set)
    test = tests[0]

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename == file:
            called[test.nodeid].add(frame.f_code.co_qualname.partition(".")[0])

    for test in tests:
        if test.get_closest_marker("mnist"):
            called[test.nodeid] = set(chapter.signatures)
        else:
            sys.setprofile(note)
            run(test)
            sys.setprofile(None)
    return called
