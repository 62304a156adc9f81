"""Read the submissions of a class: of all that was handed in, take the katas, and say of the rest why it was left out.

A class is a folder with a folder or a zip for each student, a zip of such folders, Gradescope's export, or a text file
with a git address a line. Nothing is unpacked, checked out or executed: what is taken is bytes under a chapter's name.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count
from pathlib import PurePosixPath
from typing import NamedTuple

from dojo.ground.chapters import chapters
from dojo.verdict.explanation import legible

LARGEST = 256 * 1024  # bytes of one kata
SHOWN = 40  # of what was refused in one submission
QUIET = {"neural_network.py", "noxfile.py", "README.md", ".gitignore", ".DS_Store"}  # belong to katas/, or harm nobody
QUIET_FOLDERS = {".git", ".github", "__MACOSX", "__pycache__", ".mypy_cache", ".ruff_cache", ".kata_cache", ".venv"}
KATA = re.compile(r"ch\d\d_\w+\.py", re.I | re.A)
ID = re.compile(r"\w[\w.@+-]*( [\w.@+-]+)*")
OURS = {"exports", "seed", "wide.csv", "long.csv"}
WINDOWS = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


class Entry(NamedTuple):
    """One thing in a submission, wherever that is kept."""

    path: str  # from the submission's top, with slashes
    size: int  # in bytes
    kind: str  # "file", or what it is instead, such as "a link"
    read: Callable[[], bytes]  # raises OSError or ValueError


class Refused(NamedTuple):
    """What was not taken, and why; a file of "" is the whole submission."""

    file: str
    reason: str


class Submission(NamedTuple):
    """What was handed in by one student."""

    katas: dict[str, bytes]  # by file name, such as ch31_perceptron.py
    refused: list[Refused]
    when: datetime | None = None  # None where nobody knows


def take(entries: Iterable[Entry], when: datetime | None = None, bare: bool = False) -> Submission:
    """Take the katas from a submission, and note the rest.

    Args:
        entries: all that is in it.
        when: it was handed in.
        bare: whether katas may lie at the top if there is no folder katas/, as where files are uploaded one by one.
    """
    refused, inside = list[Refused](), list[tuple[PurePosixPath, Entry]]()
    outside = Counter[str]()
    everything = [entry._replace(path=entry.path.replace("\\", "/")) for entry in entries]  # as Windows packs
    top = _folder_of_katas([entry.path for entry in everything], bare)
    for entry in everything:
        if fault := _fault_of_path(entry.path):
            refused.append(Refused(legible(entry.path), fault))
            continue
        path = PurePosixPath(entry.path)
        if QUIET_FOLDERS & set(path.parts) or path.name in QUIET:
            continue
        if path.parent == top:
            inside.append((path, entry))
        elif path == top:
            refused.append(Refused(legible(entry.path), f"it is {entry.kind}, and not the folder of the katas"))
        else:
            outside[_shown(path, top)] += 1
    katas = _katas(inside, refused)
    refused += [Refused(name, _reason_outside(name, count)) for name, count in sorted(outside.items())]
    if not katas and not refused:
        refused.append(Refused("", "there is no folder katas/ with chapters in it"))
    hidden = len(refused) - SHOWN
    shown = [*refused[:SHOWN], *([Refused("", f"{hidden} more were left out, too")] if hidden > 0 else [])]
    return Submission(dict(sorted(katas.items())), shown, when)


def nothing(reason: str) -> Submission:
    """Return a submission of which nothing can be taken."""
    return Submission({}, [Refused("", reason)])


def fault_of_id(name: str) -> str:
    """Say why a name cannot be a student's id, which becomes the name of a folder; nothing if it can."""
    if not name or len(name) > 100:
        return f"an id has 1 to 100 characters, and this one has {len(name)}"
    if not ID.fullmatch(name) or name.endswith("."):
        return (
            "an id begins with a letter or digit, and has only letters, digits, and any of . _ @ + - and single spaces"
        )
    if name.casefold() in OURS:
        return "the grader has something else of this name beside the results"
    if name.split(".")[0].casefold() in WINDOWS:
        return "Windows keeps this name for a device"
    return ""


def with_sound_ids(found: Mapping[str, Submission]) -> dict[str, Submission]:
    """Return submissions by ids that name folders, in order; what had another id is refused under one that it gets."""
    composed = {name: unicodedata.normalize("NFC", name) for name in found}  # as macOS packs, an umlaut is two
    twins, sound = apart(list(found)), dict[str, Submission]()
    for name, submission in sorted(found.items()):
        if fault := fault_of_id(composed[name]):
            sound[_instead(name, sound)] = nothing(f"its name cannot be an id: {fault}")
        else:
            sound[composed[name] if name not in twins else name] = nothing(twins[name]) if name in twins else submission
    return dict(sorted(sound.items()))


def _instead(name: str, taken: Container[str]) -> str:
    """Return an id that reminds of one that is none."""
    close = re.sub(r"[^\w.@+-]+", "_", legible(name), flags=re.A).strip("_.@+-")[:80]
    names = (" ".join(["no id", *close.split(), *([str(number)] * (number > 1))]) for number in count(1))
    return next(name for name in names if name not in taken)


def apart(names: Sequence[str]) -> dict[str, str]:
    """Return why each of these ids cannot be told from another, for those of which that is so."""
    alike = Counter(map(_same, names))
    return {
        name: "another submission has the same id, but for capital letters" for name in names if alike[_same(name)] > 1
    }


def _same(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _folder_of_katas(paths: Iterable[str], bare: bool) -> PurePosixPath:
    """Return the highest folder called katas, which may lie in one other folder, as in what hosts of git pack."""
    folders = {PurePosixPath(path).parent for path in paths if not _fault_of_path(path)}
    found = [folder for folder in folders if folder.name == "katas" and len(folder.parts) <= 2]
    highest = min(found, key=lambda folder: (len(folder.parts), str(folder)), default=PurePosixPath("katas"))
    return PurePosixPath() if bare and not found else highest


def _fault_of_path(path: str) -> str:
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", path) or "\0" in path:
        return "its path leads out of the submission"
    return ""


def _katas(inside: list[tuple[PurePosixPath, Entry]], refused: list[Refused]) -> dict[str, bytes]:
    katas = dict[str, bytes]()
    alike = Counter(_same(path.name) for path, _ in inside)
    for path, entry in inside:
        reason = _reason_inside(path, entry, alike[_same(path.name)])
        if not reason:
            try:
                content = entry.read()
            except (OSError, ValueError) as error:
                reason = f"it cannot be read: {legible(str(error))}"
            else:
                reason = _too_large(len(content))
                if not reason:
                    katas[path.name] = content
        if reason:
            refused.append(Refused(legible(str(path)), reason))
    return katas


def _reason_inside(path: PurePosixPath, entry: Entry, alike: int) -> str:
    """Say why a thing in katas/ is not taken; nothing if it is."""
    if entry.kind != "file":
        return f"it is {entry.kind}, and only regular files are taken"
    if reason := _never(path.name):
        return reason
    if alike > 1:
        return "it is there twice, under names that differ in capital letters at most: nobody can tell which is meant"
    if path.stem in chapters() and path.suffix == ".py":
        return _too_large(entry.size)
    if KATA.fullmatch(path.name):
        close = [name for name in chapters() if name.casefold() == path.stem.casefold()]
        return f"its name has to be {close[0]}.py" if close else "no chapter has this name"
    return "only katas/chNN_name.py are taken"


def _too_large(size: int) -> str:
    return f"it has {size:,} bytes, and a kata at most {LARGEST:,}" if size > LARGEST else ""


def _never(name: str) -> str:
    """Say of files that change how Python or pytest works why they are not taken."""
    if name.endswith(".pth") or name in ("sitecustomize.py", "usercustomize.py"):
        return "it would run code when Python starts"
    if name in ("conftest.py", "pyproject.toml", "pytest.ini", "tox.ini", "setup.cfg"):
        return "it would change how the tests run, and the grader has its own"
    return "the tests are the grader's" if re.fullmatch(r"test_.*\.py|.*_test\.py", name) else ""


def _shown(path: PurePosixPath, top: PurePosixPath) -> str:
    """Return the file or the folder beside katas/ that a path belongs to."""
    above = top.parent
    if path.is_relative_to(top):
        return legible(f"{top.joinpath(path.relative_to(top).parts[0])}/")
    own = path.relative_to(above) if path.is_relative_to(above) else path
    name = own.parts[0] if own.parts else path.name
    return legible(name + ("/" if len(own.parts) > 1 else ""))


def _reason_outside(name: str, count: int) -> str:
    files = f"{count} files: " if count > 1 else ""
    if name == "tests/":
        return f"{files}the tests are the grader's"
    return files + (_never(name) or "only katas/chNN_name.py are taken")
