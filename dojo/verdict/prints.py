"""Show what a kata prints, as somebody wants to see it who looks for a mistake that way: one call's, once, in order.

A test may call a function often, and a law calls it hundreds of times. Of a failed test the call counts that failed,
which is its last one; of a function that passes, the first call of its first test.
"""

import functools
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from types import FunctionType
from typing import Any, NamedTuple

import pytest

from dojo.ground.chapters import Chapter

HEIGHT = 20  # lines shown of what a failed call printed
CALM = 6  # and of what is not about a failure
END = 100_000  # characters at each end of a text, in which the lines are that are shown
FUNCTIONS = 3  # of which prints are shown though they pass


class Printed(NamedTuple):
    """What one call printed."""

    text: str
    call: int  # its number, from 1 on; 0 if the function was not called before
    calls: int  # of the function, in the test


class Calls:
    """Notes where in a test's output each call of the function under test begins."""

    def __init__(self) -> None:
        self.count = 0
        self.begins: list[tuple[int, int]] = []  # call and place, of those that printed, and of the last
        self.noting: dict[FunctionType, Callable[..., Any]] = {}

    @contextmanager
    def noted(self, item: pytest.Item, chapter: Chapter | None) -> Generator[None]:
        """Note them while a test runs."""
        self.count, self.begins = 0, [(0, 0)]
        module = item.module if isinstance(item, pytest.Function) else None
        name = chapter.function_of(item.name) if chapter else ""
        function = getattr(module, name, None) if name else None
        if not isinstance(function, FunctionType):
            yield
            return
        setattr(module, name, self._noting(function))
        try:
            yield
        finally:
            setattr(module, name, function)

    def _noting(self, function: FunctionType) -> Callable[..., Any]:
        """Return a function that does what another does, and notes its calls; for one function always the same."""

        @functools.wraps(function)
        def noting(*args: Any, **kwargs: Any) -> Any:
            __tracebackhide__ = True
            self._begin()
            return function(*args, **kwargs)

        return self.noting.setdefault(function, noting)

    def _begin(self) -> None:
        self.count += 1
        try:
            place = int(sys.stdout.buffer.tell())
        except (AttributeError, OSError, ValueError):  # it is no file: nothing is captured
            place = 0
        if self.begins[-1][1] == place:
            self.begins.pop()
        self.begins.append((self.count, place))

    def last(self, output: str) -> Printed | None:
        """Return what the last call that printed did print."""
        return next(reversed(self._pieces(output)), None)

    def first(self, output: str) -> Printed | None:
        """Return what the first call that printed did print."""
        return next((piece for piece in self._pieces(output) if piece.call), None)

    def _pieces(self, output: str) -> list[Printed]:
        """Cut the output at the calls; after an endless loop it is long, and time is up."""
        text = output if output.isascii() else output.encode(errors="replace")  # places are counted in bytes
        ends = [place for _, place in self.begins[1:]] + [len(text)]
        pieces = [(call, text[begin:end]) for (call, begin), end in zip(self.begins, ends, strict=True)]
        found = [(call, piece) for call, piece in pieces if piece and not piece.isspace()]
        return [
            Printed(piece if isinstance(piece, str) else piece.decode(errors="replace"), call, self.count)
            for call, piece in found
        ]


def of_failure(printed: Printed | None) -> list[str]:
    """Return the lines to show of what a failed call printed."""
    if printed is None:
        return []
    match printed:
        case Printed(_, call, calls) if call and call < calls:
            when = f"In call {call} of {calls}, the last one to print, it printed:"
        case Printed(_, call, calls) if call > 1:
            when = f"In the last of {calls} calls it printed:"
        case _:
            when = "It printed:"
    return ["", when, *cut(printed.text, HEIGHT)]


def of_import(chapter: Chapter, text: str) -> list[str]:
    """Return the lines to show of what a kata printed before any test."""
    lines = cut(text, CALM)
    return ["", f"katas/{chapter.name}.py printed while it was imported:", *lines] if lines else []


def of_passing(printed: Mapping[str, Printed]) -> list[str]:
    """Return the lines to show of what functions printed that pass, by their names."""
    lines: list[str] = []
    for name, (text, call, calls) in list(printed.items())[:FUNCTIONS]:
        which = f" (call {call} of {calls} of its first test)" if calls > 1 else ""
        lines += ["", f"Printed while {name} ran, which passes{which}:", *cut(text, CALM)]
    more = list(printed)[FUNCTIONS:]
    return [*lines, *(["", f"Others that pass print, too: {', '.join(more)}."] if more else [])]


def in_short(text: str) -> str:
    """Return a text with its middle cut out if it is long."""
    return "\n".join(cut(text, HEIGHT))


def cut(text: str, height: int) -> list[str]:
    """Return the lines of a text, with their middle cut out if there are too many; both ends are all that is split."""
    first, last, half = text[:END].splitlines(), text[-END:].splitlines(), height // 2
    if len(text) <= END or min(len(first), len(last)) <= half:
        first = last = text.splitlines()
    count = len(first) if first is last else text.count("\n") + (not text.endswith("\n"))
    if count <= height:
        return first
    return [*first[:half], f"... {count - 2 * half} more lines ...", *last[-half:]]
