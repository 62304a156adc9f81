"""Say in a few lines why a test failed: the learner's line, then what was expected and what came."""

import ast
import inspect
import linecache
import re
from pathlib import Path
from traceback import FrameSummary
from types import FunctionType

import pytest

from dojo.ground.chapters import Chapter, chapters
from dojo.ground.safe_files import short
from dojo.verdict.careful import message, parsed
from dojo.verdict.explanation import Explanation, code, frames_of, innermost_own, located, own_frames, way_on, what


def explain_test(test: pytest.Function, error: BaseException, chapter: Chapter) -> Explanation:
    """Explain why a test failed, whatever the kata raised and gave."""
    try:
        return _explanation(test, error, chapter)
    except Exception:  # an object of the learner's own may fail at anything that it is asked
        return Explanation(f"{chapter.function_of(test.name)}: {_fact(test, chapter)}", ["", f"  {what(error)}"])


def _explanation(test: pytest.Function, error: BaseException, chapter: Chapter) -> Explanation:
    function = chapter.function_of(test.name)
    frames = frames_of(error)
    own = own_frames(frames, test.config)
    in_test = [frame for frame in frames if frame.filename == str(test.path)]
    if not in_test:
        return Explanation("The test cannot begin", ["", f"  {what(error)}"])
    if isinstance(error, NotImplementedError) and own and own[-1] == frames[-1]:
        return _unwritten(
            own[-1], chapter, ", and save." if test.config.getoption("watched") else ", save, and run this again."
        )
    if timeout := re.match(r"Timeout \(>([\d.]+?)(\.0)?s\) from pytest-timeout", message(error)):
        headline = f"{function} ran for more than {timeout[1]} seconds: does one of its loops never end?"
        return Explanation(headline, ["", *code(own)], "timeout")
    kata = getattr(test.module, function, None)
    if inspect.isclass(kata):
        lines = [f"{function} is a class in {short(Path(inspect.getfile(kata)))}: the tests call a function"]
    elif own:
        lines = [*code(own), "", *_in_kata(test, error, chapter, in_test[-1] == frames[-1])]
    else:
        where = f"test: {short(test.path)}:{in_test[0].lineno}"
        line = _return_line(kata, whole=not isinstance(error, TypeError))
        lines = [*line, "", *_in_test(error, kata, chapter, function, in_test[-1]), "", where]
    headline = f"{function}: {_fact(test, chapter)}"
    return Explanation(headline, ["", *(f"  {line}" for line in "\n".join(lines).splitlines())])


def _fact(test: pytest.Function, chapter: Chapter) -> str:
    """Return the fact that a test states: the first line of its docstring, or for polish the first paragraph."""
    text = inspect.cleandoc(test.obj.__doc__ or test.name)
    return " ".join(text.split("\n\n")[0].split()) if test.path == chapter.polish else text.splitlines()[0]


def _in_kata(test: pytest.Function, error: BaseException, chapter: Chapter, passed_in: bool) -> list[str]:
    """Say what a line of the learner's raised, or a function of the test's that it called."""
    if passed_in:
        return [f"This line calls a function that the test passes in, which says: {what(error)}"]
    from dojo.verdict.crash import translated  # imports NumPy, which a run that cannot import it does without

    frame = innermost_own(error, test.config)
    is_shown = isinstance(error, Exception) and not isinstance(error, NameError | AssertionError) and frame is not None
    shapes = translated(error, frame) if is_shown and frame else []
    return [what(error), *_import_of(error, chapter), *([""] if shapes else []), *shapes]


def _in_test(error: BaseException, kata: object, chapter: Chapter, function: str, frame: FrameSummary) -> list[str]:
    """Say what the test found: in its own words, or what it could not do with what the kata gave."""
    text = message(error)
    if isinstance(error, AssertionError):
        return [text] if text else ["This does not hold:", "", f"  {located(frame).split('   ', 1)[-1]}"]
    if isinstance(error, TypeError) and f"{function}()" in text and isinstance(kata, FunctionType):
        own = f"def {function}{inspect.signature(kata)}"
        return [what(error), "", f"yours       {own}", f"the stub's  {chapter.signatures[function].rstrip(':')}"]
    hint = ": is its `return` missing?" if "NoneType" in text else ""
    line = located(frame).split("   ", 1)[-1]
    return [f"The test cannot go on with what {function} gave{hint}", "", f"  {line}", f"  {what(error)}"]


def _unwritten(frame: FrameSummary, chapter: Chapter, then: str) -> Explanation:
    path = Path(frame.filename)
    headline = f"{frame.name} is not written yet: {short(path)}:{frame.lineno}"
    here = [f"Replace that line with your code{then}"]
    return Explanation(headline, way_on(path.stem, chapter) or here, "unwritten")


def _return_line(kata: object, whole: bool) -> list[str]:
    """Return place and text of a function's last `return`, or of its first line if it has none or did not run."""
    if not isinstance(kata, FunctionType):
        return []
    file, first = kata.__code__.co_filename, kata.__code__.co_firstlineno
    tree = parsed("".join(linecache.getlines(file)))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.lineno == first]
    returns = [node.lineno for function in functions for node in ast.walk(function) if isinstance(node, ast.Return)]
    return [located(FrameSummary(file, max(returns, default=first) if whole else first, kata.__name__))]


def _import_of(error: BaseException, chapter: Chapter) -> list[str]:
    """Say how to import a name that is not defined, if it is NumPy's or that of an earlier chapter's function."""
    name = error.name if isinstance(error, NameError) else ""
    earlier = [each for each in chapters().values() if each.name < chapter.name and name in each.signatures]
    if name in ("np", "numpy"):
        return [f"add this line above the functions: import numpy{' as np' if name == 'np' else ''}"]
    if earlier:
        where = f"{name} is chapter {earlier[-1].number}'s; add this line above the functions"
        return [f"{where}: from {earlier[-1].name} import {name}"]
    return []
