"""Say in a few lines why a chapter's pictures can't be drawn: no traceback, but the learner's line and the way on."""

import re
from pathlib import Path
from traceback import FrameSummary, extract_tb

from dojo.ground import pytorch
from dojo.ground.chapters import ROOT, SOLUTIONS, Chapter, chapters
from dojo.ground.safe_files import short
from dojo.ground.typed import nox
from dojo.plots.run import Diverged


def explain(error: BaseException, chapter: Chapter, katas: Path) -> str:
    """Say what went wrong, and how to go on.

    Args:
        error: what was raised while the chapter's pictures were drawn.
        chapter: whose pictures they are.
        katas: the folder of the katas.

    Returns:
        Two or three lines.
    """
    frames = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).parent in (katas, SOLUTIONS)]
    tests = f"Does chapter {chapter.number} pass its tests? {nox()} -s {chapter.session}"
    last = extract_tb(error.__traceback__)[-1]
    if isinstance(error, Diverged):
        return f"{error}.\n{tests}"
    if Path(last.filename).parent == ROOT / "data":
        return str(error)
    if isinstance(error, NotImplementedError) and frames and frames[-1] == last:
        return _unwritten(frames[-1], chapter)
    if isinstance(error, SyntaxError) and error.filename:
        place = f"{short(Path(error.filename))}:{error.lineno}"
        return f"{place} is not valid Python: {error.msg}\n  {(error.text or '').strip()}"
    if isinstance(error, ModuleNotFoundError) and error.name in chapters():
        return f"{short(katas / error.name)}.py is missing. Get its stub back with: {nox()} -s stubs"
    if isinstance(error, ModuleNotFoundError) and error.name == "torch" and pytorch.missing(chapter):
        return pytorch.missing(chapter)
    if missing := re.match(r"cannot import name '(\w+)' from '(ch\d\d_\w+)'", str(error)):
        return f"{short(katas / missing[2])}.py has no {missing[1]}: was it renamed or deleted?"
    where = f"{_place(frames[-1])}   {frames[-1].line}\n  " if frames else "What the functions give can't be drawn: "
    return f"{where}{_what(error)}\n{tests}"


def _unwritten(frame: FrameSummary, chapter: Chapter) -> str:
    owner = chapters().get(Path(frame.filename).stem, chapter)
    what = f"{frame.name} of chapter {owner.number} is not written yet: {_place(frame)}"
    option = "--solutions" if owner == chapter else "--borrow"
    return (
        f"{what}\nWrite it ({nox()} -s {owner.session}), "
        f"or see the reference's: {nox()} -s plots -- {chapter.session} {option}"
    )


def _place(frame: FrameSummary) -> str:
    return f"{short(Path(frame.filename))}:{frame.lineno}"


def _what(error: BaseException) -> str:
    try:
        message = str(error)
    except Exception:  # a learner's exception may fail at this, too
        message = "(its message cannot be printed)"
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
