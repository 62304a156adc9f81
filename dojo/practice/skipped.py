"""Which chapters a learner has skipped by a test: their katas hold the reference's functions, to the letter.

What was filled in is noted by its digests, so that a function that the learner writes after all is no longer skipped.
"""

import hashlib
from datetime import datetime

from dojo.ground.chapters import Chapter
from dojo.practice.function_text import text_of
from dojo.practice.notes import read_notes, write_notes

NOTES = "skipped"


def skipped_functions(chapter: Chapter, kata: bytes) -> list[str]:
    """Return the functions of a chapter that are as the skip has filled them in."""
    try:
        noted: dict[str, str] = read_notes(NOTES).get(chapter.name, {}).get("functions", {})
        return [name for name in chapter.signatures if name in noted and _digest(name, kata) == noted[name]]
    except ValueError:  # the kata is not valid Python
        return []


def note_skipped(chapter: Chapter, kata: bytes) -> None:
    """Note that a chapter's functions have just been filled in."""
    functions = {name: _digest(name, kata) for name in chapter.signatures}
    note = {"when": datetime.now().isoformat(timespec="seconds"), "functions": functions}
    write_notes(NOTES, {**read_notes(NOTES), chapter.name: note})


def _digest(function: str, kata: bytes) -> str:
    text = (text_of(function, kata) or b"").replace(b"\r\n", b"\n").strip()
    return hashlib.sha256(text).hexdigest()
