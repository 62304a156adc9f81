"""Keep what the tests said of a kata, by the content of all that it depends on.

A record is believed only as long as kata, tests, earlier katas, loader, dojo and the packages of the course are, to the
letter, what they were when the tests ran, and so is what the kata has read by itself (`outside.py`). If nobody can know
that, the tests run again each time: a record can be missing, never wrong.
"""

import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dojo.ground.chapters import KATAS, ROOT, SOLUTIONS, TESTS, Chapter, chapters
from dojo.ground.environment import VENV, came_later
from dojo.ground.safe_files import RECORDS, readable, write_whole
from dojo.verdict.outside import state_of

TOOLKIT = "neural_network"
MARK = "★"  # of a chapter that polish has nothing to say of

HEEDED = re.compile("(OMP|OPENBLAS|MKL|BLIS|VECLIB|NPY)_.*|LANG|LC_ALL|LC_CTYPE|PYTHONUTF8")  # numbers and encodings

_tested: set[Path] = set()  # the files of the records that are of this program's own runs
_unkept: dict[Path, "Record"] = {}  # what could not be written, by files
_reasons: list[str] = []


class Record(NamedTuple):
    """What is known of a chapter."""

    key: str  # of the content that was tested
    when: str  # the tests last ran: local time, ISO 8601
    seconds: float  # that they took
    tests: dict[str, bool | None]  # whether each core test passed; None if it has not run
    polish: dict[str, bool | None]  # the same of the polish tests
    was_done: bool  # all core tests passed, be it with an earlier content
    since: dict[str, str] = {}  # when each function's tests began to pass that have passed ever since
    asked: dict[str, str] = {}  # what the katas have read by themselves, and its state; "" if they are unsure


def key(chapter: Chapter, borrowing: bool = False) -> str:
    """Return a digest of all that decides what a chapter's tests say of its kata.

    Args:
        chapter: whose tests run.
        borrowing: all other chapters are the reference's.
    """
    return _digest(_environment(chapter.is_optional), _files(chapter, borrowing))


def holds(chapter: Chapter, record: Record, tested: str, borrowing: bool = False) -> bool:
    """Tell whether a record is of what is there now: of `tested`, its key, and of all that the katas have read.

    One of this program's own runs is of just now, even if what was read never is the same for long.
    """
    same = (state_of(what) == state for what, state in record.asked.items() if what)
    return record.key == tested and (_file(chapter, borrowing) in _tested or all(same))


def is_sure(chapter: Chapter, record: Record, borrowing: bool = False) -> bool:
    """Tell whether a record need not be tried again: the katas ask for nothing unsteady, or it is of just now."""
    return "" not in record.asked or _file(chapter, borrowing) in _tested


def _files(chapter: Chapter, borrowing: bool) -> list[Path]:
    return [chapter.core, chapter.polish, *(_borrowed_by(chapter) if borrowing else katas_behind(chapter.name))]


def _digest(begin: bytes, files: Sequence[Path]) -> str:
    digest = hashlib.sha256(begin)
    for path in files:
        content = readable(path)
        digest.update(f"{path.name} {None if content is None else len(content)}\n".encode() + (content or b""))
    return digest.hexdigest()


def katas_behind(name: str) -> list[Path]:
    """Return a kata, and all that it and its tests import of katas/, and what these import, and so on.

    Other files than the chapters and the toolkit, such as a learner's own helpers.py, count for all of them.
    """
    helpers = [path for path in sorted(KATAS.rglob("*.py")) if path.stem not in (*chapters(), TOOLKIT)]
    found, left = set[str](), [name, *_named_in(helpers)]
    while left:
        each = left.pop()
        if each not in found:
            found.add(each)
            tests = [chapters()[name].core, chapters()[name].polish] if each == name else []
            left += _named_in([KATAS / f"{each}.py", *tests])
    return [KATAS / f"{each}.py" for each in sorted(found)] + helpers


def _borrowed_by(chapter: Chapter) -> list[Path]:
    """Return a kata, the learner's own helpers, and the reference."""
    helpers = [path for path in katas_behind(chapter.name) if path.stem not in (*chapters(), TOOLKIT)]
    return [KATAS / f"{chapter.name}.py", *helpers, *sorted(SOLUTIONS.glob("*.py"))]


def _named_in(paths: Sequence[Path]) -> set[str]:
    """Return the chapters, and the toolkit, that the text of some files names, in whatever way it imports them."""
    texts = ((readable(path) or b"").decode("utf-8", errors="replace") for path in paths)
    return {*chapters(), TOOLKIT} & {
        name for text in texts for name in re.findall(rf"\b(?:ch\d\d_\w+|{TOOLKIT})\b", text)
    }


@cache
def _environment(is_optional: bool) -> bytes:
    """Return a digest of what all chapters depend on; the loader checks MNIST itself against digests of its own.

    Packages that were installed later than the course's own count for the optional chapters alone.
    """
    ours = [*ROOT.glob("*.py"), *ROOT.glob("*/__init__.py"), *TESTS.rglob("conftest.py"), ROOT / "pyproject.toml"]
    judges = [path for folder in ("data", "dojo/ground", "dojo/verdict") for path in (ROOT / folder).glob("*.py")]
    installed = sorted([*VENV.glob("lib/python*/site-packages/*"), *VENV.glob("Lib/site-packages/*")])
    others = {"__pycache__"} | (set[str]() if is_optional else came_later())
    packages = [path for path in installed if path.name not in others]
    names = [path.name for path in packages]  # which tell the versions
    files = [path for path in packages if path.suffix in (".py", ".pth")]
    settings = sorted(item for item in os.environ.items() if HEEDED.fullmatch(item[0]))
    begin = repr([names, settings]).encode(errors="surrogateescape")
    return _digest(begin, [VENV / "pyvenv.cfg", *sorted({*ours, *judges}), *files]).encode()


def load(chapter: Chapter, borrowing: bool = False) -> Record | None:
    """Return what was kept of a chapter, whatever has changed since; None if nothing readable was."""
    if (file := _file(chapter, borrowing)) in _unkept:
        return _unkept[file]
    try:
        record = Record(**json.loads(_file(chapter, borrowing).read_bytes()))
        _ = datetime.fromisoformat(record.when), float(record.seconds)
        _ = dict(record.tests), dict(record.polish), dict(record.since), dict(record.asked)
        return record
    except (OSError, ValueError, TypeError):
        return None


def save(
    chapter: Chapter,
    tested: str,
    core: Mapping[str, bool],
    polish: Mapping[str, bool],
    seconds: float,
    broken_off: bool = False,
    borrowing: bool = False,
    asked: Mapping[str, str] = {},
) -> None:
    """Keep what tests said, together with what is known of the chapter's others, in a file or at least in memory.

    Args:
        chapter: whose tests ran.
        tested: the chapter's key before they ran; if it is another one now, nothing is kept.
        core: whether each core test that ran passed.
        polish: whether each polish test that ran passed.
        seconds: that they took.
        broken_off: the run ended before its end: what did not run has failed.
        borrowing: the other chapters were the reference's.
        asked: what was read, and its state then.
    """
    files = {str(path) for path in _files(chapter, borrowing)}
    if tested != key(chapter, borrowing) or any(asked[file] != state_of(file) for file in files & asked.keys()):
        return
    before = load(chapter, borrowing)
    known = before if before and holds(chapter, before, tested, borrowing) else None
    read = {**(known.asked if known else {}), **{what: asked[what] for what in asked.keys() - files}}
    tests = {name: core.get(name, known.tests.get(name) if known else None) for name in tests_of(chapter.core)}
    advice = {name: polish.get(name, known.polish.get(name) if known else None) for name in tests_of(chapter.polish)}
    if broken_off:
        tests |= {name: False for name, passed in tests.items() if passed is None}
    was_done = all(tests.values()) or (before is not None and before.was_done)
    when = datetime.now().isoformat(timespec="seconds")
    since = {name: (before.since if before else {}).get(name, when) for name in _passing(chapter, tests)}
    put(chapter, Record(tested, when, round(seconds, 3), tests, advice, was_done, since, read), borrowing)
    _tested.add(_file(chapter, borrowing))


def put(chapter: Chapter, record: Record, borrowing: bool = False) -> None:
    """Keep a record, in memory if it cannot be written."""
    _unkept.pop(_file(chapter, borrowing), None)
    try:
        RECORDS.mkdir(exist_ok=True)
        write_whole(_file(chapter, borrowing), json.dumps(record._asdict(), indent=1).encode())
    except OSError as error:  # a checkout that is read-only, a full disk: the next program finds out again
        _unkept[_file(chapter, borrowing)] = record
        _reasons.append(error.strerror or str(error))


def trouble() -> str:
    """Say in a line why nothing could be kept; nothing if all was."""
    if not _unkept:
        return ""
    return f"Nothing can be kept in {RECORDS.name}/ ({_reasons[-1]}): the next command runs the same tests again."


def _passing(chapter: Chapter, tests: Mapping[str, bool | None]) -> list[str]:
    """Return the functions that have tests, all of which passed, training on MNIST aside."""
    trains = tests_of(chapter.core)
    of = [(chapter.function_of(name), bool(passed)) for name, passed in tests.items() if passed or not trains[name]]
    return [name for name in chapter.signatures if (name, True) in of and (name, False) not in of]


def tests_of(file: Path) -> dict[str, bool]:
    """Return the names of the tests in a file, if there is one, each with whether it trains on MNIST.

    Those that train on CIFAR-10 decide nothing.
    """
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    found = re.findall(r"^((?:@.*\n)*)def (test_\w+)", text, flags=re.MULTILINE)
    return {name: "@pytest.mark.mnist" in marks for marks, name in found if "@pytest.mark.cifar" not in marks}


def _file(chapter: Chapter, borrowing: bool) -> Path:
    return RECORDS / f"{chapter.name}{'.borrowed' if borrowing else ''}.json"
