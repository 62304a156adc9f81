"""The versions of a kata that `backups/` keeps, and the way through them; nothing replaces a kata but through here.

The copies are all that counts. `.kata_cache/history.json` notes which copy each one was made from, as a tree: undo goes
to where a version came from, redo to what undo took away. Without a note a copy came from the one before it.
"""

import contextlib
import json
from pathlib import Path
from typing import Any, cast

from dojo.ground.safe_files import RECORDS, copies, keep_copy, read, short, write_whole
from dojo.practice.function_text import text_of, with_text


class History:
    """What is known of a kata's versions, each named by the time of its copy; no version is the empty name."""

    def __init__(self, path: Path, stub: bytes = b"") -> None:
        self.path, self.stub = path, stub
        self.copies = copies(path.stem)
        note = _notes().get(path.stem, {})
        self._at: dict[str, str] = note.get("at", {})  # where each function came from; "" is the whole kata
        self._from: dict[str, str] = note.get("from", {})
        self._next: dict[str, str] = note.get("next", {})  # what undo took away, by what it went to

    def older(self, function: str = "") -> str:
        """Return the version to which undo goes: the last one that differs, and is not the stub, as reset brings that.

        Raises:
            ValueError: the kata is not valid Python, so that it is unclear where the function is.
        """
        passed = [None, self._now(function), _part(function, self.stub)]
        version = self._origin(function)
        while version and self._text(version, function) in passed:
            version = self._before(version)
        return version

    def newer(self, function: str = "") -> str:
        """Return the version to which redo goes; none if what is there was changed since it was brought back.

        Raises:
            ValueError: the kata is not valid Python.
        """
        now, version = self._now(function), self._origin(function)
        if not version or self._text(version, function) != now:
            return ""
        while version := self._after(version):
            if self._text(version, function) not in (now, None):
                return version
        return ""

    def different(self, function: str = "") -> dict[str, bytes]:
        """Return all versions of the kata or of a function, oldest first; of those that are the same, the newest."""
        texts = {version: self._text(version, function) for version in reversed(self.copies)}
        newest = {text: version for version, text in reversed(texts.items()) if text is not None}
        return {version: text for text, version in sorted(newest.items(), key=lambda item: item[1])}

    def bring_back(self, version: str, function: str = "") -> Path | None:
        """Put a version, or a function as it has it, into the kata; return where the copy of what was there is.

        Raises:
            ValueError: the version has no such function, or the kata is not valid Python.
        """
        current, text = read(self.path), self._text(version, function)
        if text is None:
            raise ValueError(f"{short(self.copies[version])} has no function {function}")
        content = with_text(function, current, text) if function and current else self.copies[version].read_bytes()
        kept = next((each for each in self.copies if self._is_at_hand(each) and self._text(each) == current), "")
        origin = self._origin(function)
        kept = kept or self._keep(current)
        left = origin if origin and self._text(origin, function) == self._now(function) else kept
        if left > version:
            self._next[version] = left
        return self._replace(current, content, kept, version, function)

    def start_over(self, content: bytes, function: str = "") -> Path | None:
        """Put something new into the kata; return where the copy of what was there is, if there was something."""
        current = read(self.path)
        kept = self._keep(current)
        return self._replace(current, content, kept, kept, function)

    def keep(self) -> Path | None:
        """Keep a copy of what is there, unless there is one; return where it is, if there is something."""
        current = read(self.path)
        kept = next((each for each in self.copies if self._text(each) == current), "") or self._keep(current)
        _write_notes(self.path.stem, {"at": self._at, "from": self._from, "next": self._next})
        return self.copies.get(kept)

    def _keep(self, current: bytes | None) -> str:
        """Keep a copy, note from which version it came, and return its name."""
        if current is None:
            return ""
        origin = self._origin("")
        keep_copy(self.path, current)
        self.copies = copies(self.path.stem)
        newest = max(self.copies)
        self._from[newest] = origin
        return newest

    def _replace(self, current: bytes | None, content: bytes, kept: str, origin: str, function: str) -> Path | None:
        """Write the kata if it still is what was kept."""
        self._at = {**(self._at if function else {}), "": origin, function: origin}
        _write_notes(self.path.stem, {"at": self._at, "from": self._from, "next": self._next})

        def before() -> None:
            if read(self.path) != current:
                raise OSError(f"{short(self.path)} was saved at this very moment, so it was left as it is: try again")

        self.path.parent.mkdir(exist_ok=True)  # katas/ may have been deleted as a whole
        write_whole(self.path, content, before)
        return self.copies.get(kept)

    def _is_at_hand(self, version: str) -> bool:
        """Tell whether a version is where the kata came from, or one that came from there."""
        origin = self._origin("")
        return origin in (version, self._before(version))

    def _origin(self, function: str) -> str:
        known = (self._at.get(name, "") for name in (function, ""))
        return next((version for version in known if version in self.copies), max(self.copies, default=""))

    def _before(self, version: str) -> str:
        noted = self._from.get(version)
        if noted is not None and noted < version and (not noted or noted in self.copies):
            return noted
        return max((each for each in self.copies if each < version), default="")

    def _after(self, version: str) -> str:
        noted = self._next.get(version, "")
        if noted > version and noted in self.copies:
            return noted
        return max((each for each in self.copies if self._before(each) == version), default="")

    def _now(self, function: str) -> bytes | None:
        current = read(self.path)
        return text_of(function, current) if function and current is not None else current

    def _text(self, version: str, function: str = "") -> bytes | None:
        return _part(function, read(self.copies[version]) or b"")


def _part(function: str, kata: bytes) -> bytes | None:
    """Return a function's text, or all; None if there is no such function, or no telling where it is."""
    try:
        return text_of(function, kata) if function else kata
    except ValueError:
        return None


def _notes() -> dict[str, Any]:
    """Return what is noted of all katas; what is not as it should be is as good as missing."""
    try:
        notes = json.loads((RECORDS / "history.json").read_bytes())
        return {name: note for name, note in notes.items() if _is_sound(note)}
    except (OSError, ValueError, AttributeError):
        return {}


def _is_sound(note: Any) -> bool:
    if not isinstance(note, dict):
        return False
    parts = cast(dict[str, Any], note).values()
    return all(isinstance(part, dict) and all(isinstance(e, str) for e in cast(Any, part).values()) for part in parts)


def _write_notes(name: str, note: dict[str, dict[str, str]]) -> None:
    with contextlib.suppress(OSError):  # the copies are there anyway
        RECORDS.mkdir(exist_ok=True)
        write_whole(RECORDS / "history.json", json.dumps({**_notes(), name: note}, indent=1).encode())
