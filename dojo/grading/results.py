"""Keep results: the newest of each submission as result.json, and all there ever were in history.jsonl, in order."""

import contextlib
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from dojo.grading.grade import Terms
from dojo.grading.words import Result
from dojo.ground.chapters import ROOT
from dojo.ground.safe_files import write_whole

RESULT, HISTORY = "result.json", "history.jsonl"
TRUSTED = (
    "conftest.py",
    "pyproject.toml",
    "data",
    "dojo/ground",
    "dojo/verdict",
    "dojo/grading",
    "mistakes",
    "solutions",
)


def digests(katas: Mapping[str, bytes], terms: Terms) -> dict[str, str]:
    """Return the digests of all that decides a result, besides the seed."""
    submission = (part for name, content in sorted(katas.items()) for part in (name.encode(), content))
    asked = repr((sorted(terms.chapters), terms.training, terms.weights)).encode()
    return {
        "tests": _digest([_trusted(), asked]),
        "environment": _digest([_environment()]),
        "submission": _digest(submission),
    }


def number_of(seed: bytes) -> int:
    """Return a number that tells seeds apart, and from which nobody finds the seed."""
    return int(hashlib.sha256(b"which seed" + seed).hexdigest()[:8], 16)


def kept(out: Path, name: str) -> Result | None:
    """Return the newest result of a submission; None if there is none that can be read."""
    try:
        found: Result = json.loads((out / name / RESULT).read_text(encoding="utf-8"))
        return found if found["schema"] == 1 and found["id"] == name else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def is_current(result: Result, katas: Mapping[str, bytes], terms: Terms) -> bool:
    """Tell whether a result is what grading would give again."""
    failed = any(chapter["verdict"] == "grader error" for chapter in result["chapters"].values())
    return not failed and result["digest"] == digests(katas, terms) and result["seed"] == number_of(terms.seed)


def keep(out: Path, result: Result) -> None:
    """Write a result; what was there before stays in the history."""
    folder = out / result["id"]
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / RESULT, (json.dumps(result, indent=1, ensure_ascii=False) + "\n").encode(errors="replace"))
    remember(out, result)


def remember(out: Path, result: Result) -> None:
    """Add a result to the history, unless it is the last one there: the grader may have been killed in between."""
    file, line = out / result["id"] / HISTORY, json.dumps(result, ensure_ascii=False).encode(errors="replace")
    before = b""
    with contextlib.suppress(FileNotFoundError):
        before = file.read_bytes()
    whole = before[: before.rfind(b"\n") + 1]  # a line that was broken off is written anew
    if line not in whole.splitlines()[-1:]:
        write_whole(file, whole + line + b"\n")


@cache
def _trusted() -> bytes:
    paths = [ROOT / name for name in (*TRUSTED, "tests")]
    files = [path for each in paths for path in ([each] if each.is_file() else sorted(each.rglob("*.py")))]
    files += sorted((ROOT / "dojo/grading").glob("*.toml"))
    return _digest(
        part for path in files for part in (path.relative_to(ROOT).as_posix().encode(), path.read_bytes())
    ).encode()


@cache
def _environment() -> bytes:
    packages = sorted({f"{each.metadata['Name']} {each.version}" for each in distributions()})
    return "\n".join([sys.version, *packages]).encode()


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return f"sha256:{digest.hexdigest()}"
