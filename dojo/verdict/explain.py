"""Say in a few lines what went wrong with a kata: the learner's line, then what was expected and what came."""

import ast
import inspect
import linecache
import os
import re
from functools import cache
from pathlib import Path
from traceback import FrameSummary, StackSummary, walk_tb
from types import FunctionType
from typing import NamedTuple

import pytest

from dojo.ground.chapters import ROOT, Chapter, chapters
from dojo.ground.safe_files import short

WIDTH = 320  # characters shown of one line
HEIGHT = 20  # lines shown of one explanation


class Explanation(NamedTuple):
    """What to tell the learner: a headline, what stands below it, and the kind of trouble it is."""

    headline: str
    details: list[str]
    kind: str = "failed"  # or "unwritten" or "timeout"

    def __str__(self) -> str:
        """Return the text: at most a screenful, however much there is to say."""
        lines = "\n".join([self.headline, *self.details]).splitlines()
        cut = [
            line.rstrip() if len(line) <= WIDTH else f"{line[:WIDTH]} ... ({len(line)} characters)" for line in lines
        ]
        return "\n".join(cut[:HEIGHT] + ["..."] * (len(cut) > HEIGHT))


def explain_test(test: pytest.Function, error: BaseException, chapter: Chapter) -> Explanation:
    """Explain why a test failed."""
    function = chapter.function_of(test.name)
    frames = _frames(error)
    own = _own(frames, test.config)
    in_test = [frame for frame in frames if frame.filename == str(test.path)]
    if not in_test:
        return Explanation("The test cannot begin", ["", f"  {_what(error)}"])
    if isinstance(error, NotImplementedError) and own and own[-1] == frames[-1]:
        return _unwritten(
            own[-1], chapter, ", and save." if test.config.getoption("watched") else ", save, and run this again."
        )
    if timeout := re.match(r"Timeout \(>([\d.]+?)(\.0)?s\) from pytest-timeout", str(error)):
        headline = f"{function} ran for more than {timeout[1]} seconds: does one of its loops never end?"
        return Explanation(headline, ["", *_code(own)], "timeout")
    fact = inspect.cleandoc(test.obj.__doc__ or test.name).splitlines()[0]
    kata = getattr(test.module, function, None)
    if inspect.isclass(kata):
        what = [f"{function} is a class in {short(Path(inspect.getfile(kata)))}: the tests call a function"]
    elif own:
        what = [*_code(own), "", _what(error), *_import_of(error, chapter)]
    else:
        what = [*_return_line(kata), "", _what(error), "", f"test: {short(test.path)}:{in_test[0].lineno}"]
    return Explanation(f"{function}: {fact}", ["", *(f"  {line}" for line in "\n".join(what).splitlines())])


def explain_import(error: BaseException, config: pytest.Config, chapter: Chapter | None) -> Explanation:
    """Explain why a test file could not import its chapter."""
    # pytest hands on errors in a text of its own; what was raised is its cause.
    raised = error.__cause__ or error
    own = _own(_frames(raised), config)
    wanted = re.match(r"cannot import name '(\w+)' from '(\w+)'", str(raised))
    if isinstance(raised, SyntaxError) and raised.filename and raised.lineno:
        culprit = Path(raised.filename)
        headline, details = _unmerged(culprit) or _invalid(raised, culprit)
    elif isinstance(raised, ModuleNotFoundError) and raised.name in chapters():
        culprit = Path(_katas(str(config.getoption("katas")))) / f"{raised.name}.py"
        headline, details = f"{short(culprit)} is missing", ["Get its stub back with: nox -s stubs"]
    elif wanted and wanted[2] in chapters():
        culprit = Path(getattr(raised, "path", None) or f"{wanted[2]}.py")
        signature = chapters()[wanted[2]].signatures.get(wanted[1], wanted[1])
        headline = f"{short(culprit)} has no {wanted[1]}: was it renamed or deleted?"
        details = ["It belongs there as", "", f"  {signature}"]
    else:
        culprit = Path(own[-1].filename) if own else ROOT
        headline = f"{short(culprit)} fails while it is imported" if own else "The tests cannot be imported"
        details = ["", *(f"  {line}" for line in [*_code(own), "", _what(raised)])]
    return Explanation(headline, [*details, *_way_on(culprit.stem, chapter)])


def _invalid(error: SyntaxError, path: Path) -> tuple[str, list[str]]:
    """Say which line of a file is not valid Python, and show it."""
    line = linecache.getline(str(path), error.lineno or 1).rstrip()
    headline = f"{short(path)}:{error.lineno} is not valid Python: {error.msg}"
    return headline, ["", f"  {line}", f"  {' ' * ((error.offset or 1) - 1)}^"]


def _unmerged(path: Path) -> tuple[str, list[str]] | None:
    """Say what to do with two versions of the same lines that git left in a file, if it did.

    Between its marks a merge puts yours first. A rebase and a stash put yours last, under a label of several words.
    """
    lines = linecache.getlines(str(path))
    begin = next((number for number, line in enumerate(lines, 1) if line.startswith("<<<<<<< ")), 0)
    if not begin:
        return None
    end = next((line for line in lines[begin:] if line.startswith(">>>>>>> ")), "")
    middle = "|||||||" if any(line.startswith("|||||||") for line in lines[begin:]) else "======="
    first, last = f"between <<<<<<< and {middle}", "between ======= and >>>>>>>"
    yours, new = (last, first) if len(end.split()) > 2 else (first, last)
    rebased = yours == last and "Stashed" not in end
    kata = path.stem in chapters() and path.parent != ROOT / "solutions"
    settle = "git add -u; git rebase --continue" if rebased else "git add -u"
    details = [f"Yours is {yours}, the new one {new}. Keep what you want, without git's marks; then: {settle}"]
    if kata:
        details += [f"Or take the new stub, and keep a copy of yours: nox -s reset -- {chapters()[path.stem].session}"]
    return f"{short(path)}:{begin} holds two versions, yours and a new one: git could not join them", details


def _unwritten(frame: FrameSummary, chapter: Chapter, then: str) -> Explanation:
    path = Path(frame.filename)
    headline = f"{frame.name} is not written yet: {short(path)}:{frame.lineno}"
    here = [f"Put your code in place of that line{then}"]
    return Explanation(headline, _way_on(path.stem, chapter) or here, "unwritten")


def _way_on(culprit: str, chapter: Chapter | None) -> list[str]:
    """Say how to go on where the trouble is in another chapter than the one under test."""
    if chapter is None or culprit == chapter.name or culprit not in chapters():
        return []
    first = chapters()[culprit]
    return [
        "",
        f"Chapter {chapter.number} builds on chapter {first.number}. Finish that first: nox -s {first.session}",
        f"Or go on with the reference's: nox -s {chapter.session} -- --borrow",
    ]


@cache
def _katas(folder: str) -> str:
    return str(Path(folder).resolve())


def _frames(error: BaseException) -> list[FrameSummary]:
    return StackSummary.extract(walk_tb(error.__traceback__), lookup_lines=False)


def _own(frames: list[FrameSummary], config: pytest.Config) -> list[FrameSummary]:
    """Return the frames that are in chapters, the learner's or the reference's."""
    folders = (str(ROOT / "solutions"), _katas(str(config.getoption("katas"))))
    return [frame for frame in frames if os.path.dirname(frame.filename) in folders]


def _code(frames: list[FrameSummary]) -> list[str]:
    """Return place and text of the line that the last frame was in."""
    return [_located(frame) for frame in frames[-1:]]


def _return_line(kata: object) -> list[str]:
    """Return place and text of a function's last `return`, or else of its first line."""
    if not isinstance(kata, FunctionType):
        return []
    file, first = kata.__code__.co_filename, kata.__code__.co_firstlineno
    tree = ast.parse("".join(linecache.getlines(file)))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.lineno == first]
    returns = [node.lineno for function in functions for node in ast.walk(function) if isinstance(node, ast.Return)]
    return [_located(FrameSummary(file, max(returns, default=first), kata.__name__))]


def _located(frame: FrameSummary) -> str:
    return f"{short(Path(frame.filename))}:{frame.lineno}   {frame.line or ''}"


def _import_of(error: BaseException, chapter: Chapter) -> list[str]:
    """Say how to import a name that is not defined, if it is NumPy's or that of an earlier chapter's function."""
    name = error.name if isinstance(error, NameError) else ""
    earlier = [each for each in chapters().values() if each.name < chapter.name and name in each.signatures]
    if name in ("np", "numpy"):
        return [f"above the functions it wants the line: import numpy{' as np' if name == 'np' else ''}"]
    if earlier:
        where = f"{name} is chapter {earlier[-1].number}'s; above the functions it wants the line"
        return [f"{where}: from {earlier[-1].name} import {name}"]
    return []


def _what(error: BaseException) -> str:
    """Return an error's message, and its type unless it is a test's own words."""
    try:
        message = str(error)
    except Exception:  # a learner's exception may fail at this, too
        message = "(its message cannot be printed)"
    kind = type(error).__name__.lstrip("_")
    if isinstance(error, AssertionError):
        return message or "an assertion in the kata fails"
    if isinstance(error, SystemExit):
        return f"the kata ends the program: sys.exit({message})"
    return f"{kind}: {message}" if message else kind
