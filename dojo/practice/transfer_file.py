"""The file that moves progress to another machine: written whole, and read only if all of it is sound.

It is JSON. Whoever made it, reading it can do no harm: each name and value has to be of the form that `SHAPE` gives,
and nothing is used before all of them are. What it holds is a learner's own code, which runs when its tests do.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from dojo.ground import safe_files
from dojo.ground.chapters import chapters
from dojo.ground.safe_files import write_whole
from dojo.ground.typed import nox
from dojo.practice.notes import REVIEWS, SHAPES
from dojo.practice.shape import CHAPTER, DIGEST, FILE, NAME, STAMP, STEM, TIME, check

FORMAT = "numpy-katas progress"
VERSION = 1
LARGEST = 64 * 2**20  # bytes
COPY = re.compile(f"{STEM.pattern.replace('$', '-')}-{STAMP.pattern}\\.py", STEM.flags)
OUTCOMES = {NAME: (bool, None)}
RECORD: dict[str, Any] = {"content": DIGEST, "when": TIME, "seconds": float, "tests": OUTCOMES, "polish": OUTCOMES}
RECORD |= {"was_done": bool, "since": {NAME: TIME}}
SHAPE: dict[str, Any] = {
    "format": re.compile(re.escape(FORMAT)),
    "version": int,
    "written": TIME,
    "katas": {FILE: str},
    "copies": {COPY: str},
    "earlier": SHAPES["moved"],
    "chapters": {CHAPTER: RECORD},
    "hints": SHAPES["hints"],
    "history": SHAPES["history"],
    "reviews": REVIEWS,
    "skipped": SHAPES["skipped"],
}


def write(path: Path, progress: Mapping[str, Any]) -> None:
    """Write progress into a file, in the place of an earlier export or of nothing.

    Raises:
        ValueError: another file is there.
        OSError: it cannot be written.
    """
    content = {"format": FORMAT, "version": VERSION, **progress}
    check(content, SHAPE)  # what could not be read again is not written
    if path.exists() and (not path.is_file() or f'"format": "{FORMAT}"'.encode() not in _begin(path)):
        raise ValueError(f"{path} is there already, and is not a progress file: choose another name.")
    if not path.parent.is_dir():
        raise ValueError(f"{path} cannot be written: there is no folder {path.parent}.")
    write_whole(path, json.dumps(content, indent=1).encode())


def read(path: Path) -> dict[str, Any]:
    """Return the progress that a file holds.

    Raises:
        ValueError: it is no sound progress file; what is wrong is told.
        OSError: it cannot be read.
    """
    try:
        if not path.is_file():
            raise ValueError("there is no such file" if not path.exists() else "it is no file")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise ValueError(f"it has more than {LARGEST // 2**20} MB")
        progress = _parsed(content)
        check(progress, SHAPE)
        _check_names(progress)
    except RecursionError:
        raise ValueError(f"{path}: it is nested too deeply. Nothing was changed.") from None
    except ValueError as error:
        raise ValueError(f"{path}: {error}. Nothing was changed.") from None
    return progress


def can_hold(path: Path) -> bool:
    """Tell whether a file in `katas/` has a name that the file can hold."""
    return FILE.fullmatch(path.name) is not None


def text_of(kata: bytes) -> str:
    """Return a kata as text that JSON can hold, whatever its bytes are."""
    return kata.decode("utf-8", errors="surrogateescape")


def bytes_of(text: str) -> bytes:
    """Return the bytes again."""
    return text.encode("utf-8", errors="surrogateescape")


def _begin(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(200)


def _parsed(content: bytes) -> dict[str, Any]:
    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no number that JSON has")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError("it has a key twice")
        return dict(pairs)

    try:
        progress = json.loads(content, parse_constant=refuse, object_pairs_hook=once)
    except UnicodeDecodeError:
        raise ValueError("it is no text") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON ({error})") from None
    if not isinstance(progress, dict) or cast(Any, progress).get("format") != FORMAT:
        raise ValueError(f"it is no file that `{nox()} -- --export` has written")
    if cast(Any, progress).get("version") != VERSION:
        raise ValueError(f"another release has written it. Run `{nox()} -s update` on both machines, and export again")
    return cast(dict[str, Any], progress)


def _check_names(progress: Mapping[str, Any]) -> None:
    """Refuse dates that no calendar has, two names of one file, and chapters that this release does not have.

    Raises:
        ValueError: with what is there.
    """
    for name in progress["copies"]:
        datetime.strptime(name.removesuffix(".py").partition("-")[2], safe_files.STAMP)
    times = [progress["written"], *(review["ended"] for review in progress["reviews"])]
    for each in [*progress["chapters"].values(), *progress["skipped"].values()]:
        times += [each["when"], *each.get("since", {}).values()]
    for time in times:
        datetime.fromisoformat(time)
    for room in "katas", "copies":
        if len({name.casefold() for name in progress[room]}) < len(progress[room]):
            raise ValueError(f"{room} has one file under two names, which differ in capital letters alone")
        for name, text in progress[room].items():
            try:
                bytes_of(text)
            except UnicodeEncodeError:
                raise ValueError(f"{room}[{name!r}] is no text") from None
    named = {*progress["chapters"], *progress["skipped"]}
    named |= {name.removesuffix(".py") for name in progress["katas"] if CHAPTER.fullmatch(name.removesuffix(".py"))}
    if "noxfile.py" in progress["katas"]:
        raise ValueError("katas has noxfile.py, which belongs to the project")
    if unknown := sorted(named - set(chapters())):
        raise ValueError(f"it has {unknown[0]}, a chapter that this release lacks. Run `{nox()} -s update` first")
