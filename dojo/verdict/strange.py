"""Say in a few lines how a test run ended that did not say so itself."""

import re
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dojo.ground.chapters import chapters
from dojo.ground.safe_files import short

Word = Mapping[str, Any]
FRAME = re.compile(r'  File "(.*)", line (\d+) in (\S+)')  # as faulthandler writes it, the innermost first


def told_of_strange_ending(code: int, words: Sequence[Word], dump: Sequence[str], at: Word | None) -> list[str]:
    """Return what to print.

    Args:
        code: the process's exit code.
        words: what the run told.
        dump: the lines of its stack, if its time was up.
        at: the word that tells what it did last.
    """
    broken = next((word["text"] for word in words if word["word"] == "broken"), "")
    by = f": {broken}" if broken else _by(code, dump)
    if at is None:
        return ["", f"The tests did not begin{by}. This shows more: .venv/bin/python -m pytest tests"]
    chapter = chapters()[at["chapter"]]
    shown = any(word["word"] == "shown" for word in words)
    failed = next((word["text"] for word in words if word["word"] == "failed"), None)
    told = failed is not None and not shown and words[-1]["word"] == "looking"
    lines = [] if shown else ["", f"{chapter.number} {chapter.title}"]
    if told:  # the process ended while it looked for the cause of a failure that nobody has seen yet
        return [*lines, "", *str(failed).splitlines()]
    if at["word"] == "import":
        what = f"katas/{chapter.name}.py, or a file that it imports, while it was imported"
    else:
        what = chapter.function_of(at["name"]) or at["name"]
    return [*lines, "", f"The tests ended in the middle of {what}{by}.", *_line(dump)]


def _by(code: int, dump: Sequence[str]) -> str:
    """Say what ended the process, as far as its exit code tells."""
    if dump and code >= 0:
        return ": its time was up, and it could not be interrupted"
    if code < 0:
        names = {each.value: each.name for each in signal.Signals}
        return f": the system ended them with {names.get(-code, f'signal {-code}')}" + " (out of memory?)" * (
            code == -9
        )
    return f": something ended the program with exit code {code}, as os._exit does"


def _line(dump: Sequence[str]) -> list[str]:
    """Return place and text of the innermost line of a stack that is in a chapter."""
    for found in filter(None, map(FRAME.match, dump)):
        path, number = Path(found[1]), int(found[2])
        if path.stem in chapters():
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            text = lines[number - 1].strip() if number <= len(lines) else ""
            return ["", f"  {short(path)}:{number}   {text}"]
    return []
