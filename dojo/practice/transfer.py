"""Move progress to another machine: what a learner has written, and all that is known of it, in one file.

    nox -- --export FILE     writes it
    nox -- --import FILE     takes it over, on another machine or in another folder

It holds the katas that are begun, their copies in `backups/` with the way through them, what the tests said, hints,
reviews and skipped chapters. Nothing that is newer here is replaced, and nothing else without a copy in `backups/`.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from dojo.ground.chapters import KATAS, Chapter, chapters
from dojo.ground.safe_files import BACKUPS, copies, read, short, tidy, write_whole
from dojo.ground.stub_maker import is_stub, katas, learners_own, looks_untouched, stub_of
from dojo.ground.typed import nox
from dojo.practice import transfer_file
from dojo.practice.history import History
from dojo.practice.notes import read_notes, write_notes
from dojo.practice.shape import fits
from dojo.practice.transfer_file import bytes_of, text_of
from dojo.verdict.record import Record, holds, katas_behind, key, load, put, tests_of

EARLIER = "moved"  # the notes on which versions of a kata were exported or imported
MOST = 100  # of them, for each kata


class Taken(NamedTuple):
    """What became of a kata of the file."""

    path: Path
    what: str  # "new", "the same", "newer", "older" or "changed on both"
    copy: Path | None = None  # of what was here


def export(path: Path) -> list[str]:
    """Write all progress into a file, and return what to say, line by line.

    Raises:
        ValueError: another file is there that is no export.
        OSError: something cannot be read or written.
    """
    tidy()
    mine = {file.name: file.read_bytes() for file in _files() if file.is_file() and not _is_untouched(file)}
    earlier = _with_earlier(mine)
    write_notes(EARLIER, earlier)
    progress = {
        "written": datetime.now().isoformat(timespec="seconds"),
        "katas": {name: text_of(content) for name, content in mine.items()},
        "copies": {copy.name: text_of(copy.read_bytes()) for file in _files() for copy in copies(file.stem).values()},
        "earlier": {name: earlier[name] for name in mine},
        "chapters": {each.name: told for each in chapters().values() if (told := _told(each))},
        "hints": read_notes("hints"),
        "history": read_notes("history"),
        "reviews": read_notes("reviews").get("done", []),
        "skipped": read_notes("skipped"),
    }
    transfer_file.write(path, progress)
    modules = [*learners_own(), *KATAS.glob("[!._]*/**/*.py")]
    left_out = [short(file) for file in modules if file not in _files()]
    counts = f"{_count('kata', 'katas', progress)}, {_count('copy', 'copies', progress)}"
    return [
        f"Wrote {path}: {counts}, and what is known of them.",
        *([f"Left out: {', '.join(left_out)}"] if left_out else []),
        f"On the other machine: {nox()} -- --import {path.name}",
    ]


def take_over(path: Path) -> list[str]:
    """Take over the progress that a file holds, and return what to say, line by line.

    Raises:
        ValueError: it is no sound progress file; then nothing has changed.
        OSError: something cannot be read or written; what was taken until then is there.
    """
    progress = transfer_file.read(path)
    tidy()
    for name, text in progress["copies"].items():
        if not (BACKUPS / name).exists():
            BACKUPS.mkdir(exist_ok=True)
            write_whole(BACKUPS / name, bytes_of(text))
    write_notes("history", _joined(progress["history"], read_notes("history")))
    taken = [_take(KATAS / name, bytes_of(text), progress) for name, text in progress["katas"].items()]
    write_notes(EARLIER, _with_earlier({each.path.name: each.path.read_bytes() for each in taken}, progress["earlier"]))
    _take_notes(progress)
    for name, told in progress["chapters"].items():
        put(chapters()[name], _record(chapters()[name], told))
    return [f"Progress of {progress['written'].replace('T', ' ')}:", *_said(taken)]


def _count(one: str, many: str, progress: dict[str, Any]) -> str:
    count = len(progress[many])
    return f"{count} {one if count == 1 else many}"


def _files() -> list[Path]:
    """Return the katas, and the learner's own modules beside them."""
    return [*katas(), *filter(transfer_file.can_hold, learners_own())]


def _is_untouched(path: Path) -> bool:
    return path in katas() and (is_stub(path) or looks_untouched(read(path) or b""))


def _take(path: Path, theirs: bytes, progress: dict[str, Any]) -> Taken:
    """Put a kata of the file into `katas/`, unless what is there is newer."""
    mine, stub = read(path), stub_of(path).encode() if path in katas() else b""
    if mine == theirs:
        return Taken(path, "the same")
    history = History(path, stub)
    what = "new"
    if mine is not None and not _is_untouched(path):
        if _digest(mine) in {*progress["earlier"].get(path.name, []), *map(_digest, _copies_of(path, progress))}:
            what = "newer"
        elif _digest(theirs) in read_notes(EARLIER).get(path.name, []) or theirs in history.different().values():
            return Taken(path, "older")
        else:
            what = "changed on both"
    copy = history.start_over(theirs)
    if what == "new":  # then undo and redo go on from where they were
        notes = read_notes("history")
        at = progress["history"].get(path.stem, {}).get("at", {})
        write_notes("history", {**notes, path.stem: {**notes.get(path.stem, {}), "at": at}})
    return Taken(path, what, copy)


def _copies_of(path: Path, progress: dict[str, Any]) -> Iterable[bytes]:
    names = (name for name in progress["copies"] if name.startswith(f"{path.stem}-"))
    return (bytes_of(progress["copies"][name]) for name in names)


def _with_earlier(now: dict[str, bytes], theirs: dict[str, list[str]] | None = None) -> dict[str, list[str]]:
    """Return the digests of each kata's versions that machines have passed on, this one's and what is there now too."""
    found: dict[str, list[str]] = read_notes(EARLIER)
    for name, content in now.items():
        known = [*(theirs or {}).get(name, []), *found.get(name, []), _digest(content)]
        found[name] = list(dict.fromkeys(reversed(known)))[:MOST][::-1]
    return found


def _take_notes(progress: dict[str, Any]) -> None:
    """Join what the file notes of hints, reviews and skipped chapters with what is noted here."""
    hints = read_notes("hints")
    more = {name: max(count, hints.get(name, 0)) for name, count in progress["hints"].items()}
    write_notes("hints", {**hints, **more})
    reviews = read_notes("reviews")
    everything = [*reviews.get("done", []), *progress["reviews"]]
    done = {(each["function"], each["ended"]): each for each in everything}
    write_notes("reviews", {"open": None, **reviews, "done": sorted(done.values(), key=lambda each: each["ended"])})
    write_notes("skipped", {**progress["skipped"], **read_notes("skipped")})


def _joined(theirs: dict[str, Any], mine: dict[str, Any]) -> dict[str, Any]:
    """Join the ways through the copies: where both know one, that of this machine counts."""
    return {
        name: {
            part: {**theirs.get(name, {}).get(part, {}), **mine.get(name, {}).get(part, {})}
            for part in ("at", "from", "next")
        }
        for name in theirs | mine
    }


def _told(chapter: Chapter) -> dict[str, Any]:
    """Return what to tell of a chapter's record, whose key means nothing on another machine; nothing without one."""
    record = load(chapter)
    if record is None:
        return {}
    known = record.key == key(chapter) and not record.asked  # what was read by itself is not in the file
    told = {"content": _content(chapter) if known else "0" * 64, **record._asdict()}
    told = {name: told[name] for name in transfer_file.RECORD}
    return told if fits(told, transfer_file.RECORD) else {}


def _record(chapter: Chapter, told: dict[str, Any]) -> Record:
    """Return what is known of a chapter from now on.

    Where all that its tests depend on but the environment is the same, training on MNIST, which takes minutes, counts
    as it was. The other tests run again here.
    """
    mine, now = load(chapter), key(chapter)
    here = mine if mine and holds(chapter, mine, now) else None
    tests, polish = dict(here.tests if here else {}), dict(here.polish if here else {})
    if told["content"] == _content(chapter):
        trained = [name for name, trains in tests_of(chapter.core).items() if trains]
        tests = {**{name: told["tests"].get(name) for name in trained}, **tests}
    since = {**told["since"], **(mine.since if mine else {})}
    since = {name: min(time, told["since"].get(name, time)) for name, time in since.items()}
    when = max(told["when"], mine.when if mine else "")
    was_done = told["was_done"] or bool(mine and mine.was_done)
    seconds, asked = (here.seconds, here.asked) if here else (told["seconds"], {})
    return Record(now, when, seconds, tests, polish, was_done, since, asked)


def _content(chapter: Chapter) -> str:
    """Return a digest of a kata, its tests, and all that they import of katas/."""
    digest = hashlib.sha256()
    for path in [chapter.core, chapter.polish, *katas_behind(chapter.name)]:
        digest.update(path.name.encode() + (read(path) or b"missing").replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _said(taken: list[Taken]) -> Iterable[str]:
    """Yield a line for each kind of thing that happened."""
    for what, why in (
        ("new", "taken: here they were not begun"),
        ("newer", "taken: newer than what was here"),
        ("changed on both", "taken, though they had changed here as well"),
        ("older", "left as they are: what is here is newer"),
        ("the same", "the same here"),
    ):
        if paths := [each.path for each in taken if each.what == what]:
            yield f"  {why}: {', '.join(path.stem for path in paths)}"
    copies = [each for each in taken if each.copy and each.what != "new"]
    if copies:
        undo = f"{nox()} -s reset -- {_name(copies[0].path)} --undo"
        yield f"What was here is in {short(BACKUPS)}/. To get it back: {undo}"


def _name(path: Path) -> str:
    return chapters()[path.stem].session if path.stem in chapters() else path.stem
