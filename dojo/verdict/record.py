"""Keep what the tests said of a kata, by the content of all that it depends on.

A record is believed only as long as kata, tests, earlier katas, loader, dojo and the packages that the chapter needs
are, to the letter, what they were when the tests ran: it can be missing, never wrong.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dojo.ground.chapters import KATAS, ROOT, SOLUTIONS, Chapter, chapters
from dojo.ground.environment import DEPENDENCIES, GROUPS, VENV
from dojo.ground.safe_files import RECORDS, readable, write_whole

TOOLKIT = "neural_network"
MARK = "★"  # of a chapter that polish has nothing to say of

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


def key(chapter: Chapter, borrowing: bool = False) -> str:
    """Return a digest of all that decides what a chapter's tests say of its kata.

    Args:
        chapter: whose tests run.
        borrowing: all other chapters are the reference's.
    """
    digest = hashlib.sha256(_environment(chapter.is_optional))
    files = _borrowed_by(chapter) if borrowing else katas_behind(chapter.name)
    for path in [chapter.core, chapter.polish, *files]:
        content = readable(path)
        digest.update(path.name.encode() + (b"missing" if content is None else content))
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
def _environment(with_torch: bool) -> bytes:
    """Return a digest of what all chapters depend on; the loader checks MNIST itself against digests of its own."""
    ours = [ROOT / "conftest.py", ROOT / "pyproject.toml", *sorted((ROOT / "data").glob("*.py"))]
    judges = [path for package in ("ground", "verdict") for path in sorted((ROOT / "dojo" / package).glob("*.py"))]
    digest = hashlib.sha256()
    for path in [VENV / "pyvenv.cfg", *ours, *judges]:
        digest.update(readable(path) or b"missing")
    installed = [*VENV.glob("lib/python*/site-packages/*.dist-info"), *VENV.glob("Lib/site-packages/*.dist-info")]
    needed = {_normal(package) for package in [*DEPENDENCIES, *(GROUPS["torch"] if with_torch else [])]}
    named = sorted(path.name for path in installed if _normal(path.name) in needed)  # which tells the versions
    digest.update("".join(named).encode())
    return digest.digest()


def _normal(package: str) -> str:
    """Return a package's name as all spell it: of `scikit-learn>=1.7`, and of `scikit_learn-1.9.1.dist-info`."""
    return re.split(r"[>=<~!\[; ]|-\d", package)[0].replace("-", "_").lower()


def load(chapter: Chapter, borrowing: bool = False) -> Record | None:
    """Return what was kept of a chapter, whatever has changed since; None if nothing readable was."""
    if (file := _file(chapter, borrowing)) in _unkept:
        return _unkept[file]
    try:
        record = Record(**json.loads(_file(chapter, borrowing).read_bytes()))
        _ = datetime.fromisoformat(record.when), float(record.seconds)
        _ = dict(record.tests), dict(record.polish), dict(record.since)
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
    """
    if tested != key(chapter, borrowing):
        return
    before = load(chapter, borrowing)
    known = before if before and before.key == tested else None
    tests = {name: core.get(name, known.tests.get(name) if known else None) for name in tests_of(chapter.core)}
    advice = {name: polish.get(name, known.polish.get(name) if known else None) for name in tests_of(chapter.polish)}
    if broken_off:
        tests |= {name: False for name, passed in tests.items() if passed is None}
    was_done = all(tests.values()) or (before is not None and before.was_done)
    when = datetime.now().isoformat(timespec="seconds")
    since = {name: (before.since if before else {}).get(name, when) for name in _passing(chapter, tests)}
    put(chapter, Record(tested, when, round(seconds, 3), tests, advice, was_done, since), borrowing)


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
