"""What to tell the learner of one failure, and where in their files it points."""

import difflib
import linecache
import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from traceback import FrameSummary, StackSummary, walk_tb
from types import FrameType
from typing import NamedTuple, cast

import pytest

from dojo.ground.chapters import ROOT, Chapter, chapters
from dojo.ground.safe_files import short
from dojo.ground.typed import nox
from dojo.verdict.careful import message

WIDTH = 320  # characters shown of one line
HEIGHT = 30  # lines shown of one explanation


class Explanation(NamedTuple):
    """What to tell the learner: a headline, the lines below it, and the kind of trouble it is."""

    headline: str
    details: list[str]
    kind: str = "failed"  # or "unwritten" or "timeout"
    printed: Sequence[str] = ()  # what is to be shown of what the kata printed
    key: Sequence[str] = ()  # the lines of the details that tell most; if there are none, it is the headline

    def __str__(self) -> str:
        """Return the text."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The text's lines: at most a screenful, however much there is to say."""
        lines = "\n".join([self.headline, *self.details]).splitlines()
        shown = [*lines[:HEIGHT], *["..."] * (len(lines) > HEIGHT), *self.printed]
        return list(map(legible, shown))

    def is_key(self, line: str) -> bool:
        """Tell whether a line is one that tells most."""
        return bool(line) and line in map(legible, self.key or self.headline.splitlines()[:1])


def legible(line: str) -> str:
    """Return a line as it can be shown: not too long, and without what a terminal would obey."""
    line = _printable(line)
    return line.rstrip() if len(line) <= WIDTH else f"{line[:WIDTH]} ... ({len(line)} characters)"


def _printable(line: str) -> str:
    """Return a line with its control characters spelled out: a terminal would obey them."""
    if line.isprintable():
        return line
    return "".join(each if each.isprintable() or each == "\t" else ascii(each)[1:-1] for each in line)


def way_on(culprit: str, chapter: Chapter | None) -> list[str]:
    """Say how to go on if the trouble is in an earlier chapter than the one under test."""
    if chapter is None or culprit >= chapter.name or culprit not in chapters():
        return []
    first = chapters()[culprit]
    return [
        "",
        f"Chapter {chapter.number} builds on chapter {first.number}. Finish that first: {nox()} -s {first.session}",
        f"Or go on with the reference's: {nox()} -s {chapter.session} -- --borrow",
    ]


def what(error: BaseException) -> str:
    """Return an error's message, and its type unless it is a test's own words."""
    text = message(error)
    kind = type(error).__name__.lstrip("_")
    if isinstance(error, AssertionError):
        return text or "an assertion in the kata fails"
    if isinstance(error, SystemExit):
        return f"the kata ends the program: sys.exit({text})"
    return f"{kind}: {text}{did_you_mean(error, text)}" if text else kind


def did_you_mean(error: BaseException, text: str) -> str:
    """Return Python's own suggestion for a mistyped name, which it makes only where it prints a traceback."""
    name: object = ""  # Python's own errors have a text there
    known = list[str]()
    if isinstance(error, NameError) and error.name and error.__traceback__:
        *_, (frame, _) = walk_tb(error.__traceback__)
        name, known = cast(object, error.name), [*frame.f_locals, *frame.f_globals, *dir(__builtins__)]
    elif isinstance(error, AttributeError) and error.name:
        name, known = error.name, dir(error.obj)
    known = [each for each in known if each != name]
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.7) if isinstance(name, str) else []
    return f". Did you mean: '{close[0]}'?" if close and "Did you mean" not in text else ""


@cache
def folder_of_katas(folder: str) -> str:
    """Return the folder that the option --katas names, with links followed."""
    return str(Path(folder).resolve())


def frames_of(error: BaseException) -> list[FrameSummary]:
    """Return the frames that an error came through, the innermost last."""
    return StackSummary.extract(walk_tb(error.__traceback__), lookup_lines=False)


def own_frames(frames: Iterable[FrameSummary], config: pytest.Config) -> list[FrameSummary]:
    """Return the frames that are in chapters, the learner's or the reference's, but not in borrowed ones."""
    return [frame for frame in frames if _is_own(frame.filename, config)]


def is_chapter(file: str, config: pytest.Config) -> bool:
    """Tell whether a file is in the folder of the learner's chapters, or of the reference's."""
    return os.path.dirname(file) in (str(ROOT / "solutions"), folder_of_katas(str(config.getoption("katas"))))


def _is_own(file: str, config: pytest.Config) -> bool:
    """Tell whether a file is a chapter that is not borrowed: of a line of the reference's, a learner learns nothing."""
    is_borrowed = config.getoption("borrow") and os.path.dirname(file) == str(ROOT / "solutions")
    return is_chapter(file, config) and not is_borrowed


def innermost_own(error: BaseException, config: pytest.Config) -> FrameType | None:
    """Return the innermost frame of an error that is in a chapter, not a borrowed one, with its variables."""
    own = [frame for frame, _ in walk_tb(error.__traceback__) if _is_own(frame.f_code.co_filename, config)]
    return own[-1] if own else None


def code(frames: list[FrameSummary]) -> list[str]:
    """Return place and text of the line that the last frame was in."""
    return [located(frame) for frame in frames[-1:]]


def located(frame: FrameSummary) -> str:
    """Return place and text of the line that a frame is in."""
    line = linecache.getline(frame.filename, frame.lineno or 0).strip()
    return f"{short(Path(frame.filename))}:{frame.lineno}   {line}"
