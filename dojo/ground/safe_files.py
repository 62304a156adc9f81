"""Write files so that nothing is lost: whole or not at all, and never over somebody's work without a copy."""

import contextlib
import errno
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from dojo.ground.chapters import KATAS, ROOT

BACKUPS = ROOT / "backups"
RECORDS = ROOT / ".kata_cache"
UNFINISHED = ".unfinished"  # how the name of a file ends that is still being written
ABANDONED = 60  # seconds after which nobody is still writing it
STAMP = "%Y%m%d-%H%M%S-%f"


def read(path: Path) -> bytes | None:
    """Return what a file holds, or None if there is none.

    Raises:
        OSError: it cannot be read, or is something else, such as a pipe, which would never end.
    """
    try:
        if stat.S_ISREG(path.stat().st_mode) or path.is_dir():
            return path.read_bytes()
    except FileNotFoundError:
        return None
    raise OSError(errno.EINVAL, "no ordinary file", str(path))


def readable(path: Path) -> bytes | None:
    """Return what a file holds, or None if there is none that can be read: a folder, a pipe, no permission."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def write_whole(path: Path, content: bytes, before: Callable[[], object] = int) -> None:
    """Write a file in one step: killed at any moment, either the old or the new content is there.

    The file keeps its mode, and a link goes on pointing to it.

    Args:
        path: the file; its folder exists.
        content: what it will hold.
        before: called at the last moment at which an exception of its own still keeps the file as it is.

    Raises:
        OSError: the folder cannot be written to.
    """
    target = Path(os.path.realpath(path))
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=UNFINISHED)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o644)
        before()
        _move(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def keep_copy(path: Path, content: bytes) -> Path:
    """Keep what a file holds in backups/ under its name and the time, whole or not at all; return where the copy is.

    A copy is never written over another, and its time is always later than that of the file's other copies.
    """
    BACKUPS.mkdir(exist_ok=True)
    now, stamps = datetime.now(), list(copies(path.stem))
    if stamps:
        now = max(now, datetime.strptime(stamps[-1], STAMP) + timedelta(microseconds=1))
    copy = BACKUPS / f"{path.stem}-{now.strftime(STAMP)}{path.suffix}"
    write_whole(copy, content)
    copy.chmod(stat.S_IMODE(path.stat().st_mode) | stat.S_IRUSR | stat.S_IWUSR)
    return copy


def copies(stem: str) -> dict[str, Path]:
    """Return the copies of a file by their times, oldest first; the file is named without `.py`."""
    found = (re.fullmatch(rf"{re.escape(stem)}-(\d{{8}}-\d{{6}}-\d{{6}})\.py", path.name) for path in _files(BACKUPS))
    return {match[1]: BACKUPS / match[0] for match in sorted(filter(None, found), key=lambda match: match[1])}


def tidy() -> None:
    """Remove what a process that was killed has left unfinished, but nothing that another may still be writing."""
    behind_links = {Path(os.path.realpath(path)).parent for path in _files(KATAS) if path.is_symlink()}
    for path in (path for folder in {KATAS, BACKUPS, RECORDS, *behind_links} for path in _files(folder)):
        if re.fullmatch(rf"\..+\.[a-z0-9_]{{8}}{re.escape(UNFINISHED)}", path.name):
            with contextlib.suppress(OSError):
                if time.time() - path.lstat().st_mtime > ABANDONED:
                    path.unlink()


def short(path: Path) -> str:
    """Return a path as seen from the project's folder."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def reason(error: Exception) -> str:
    """Return what an error says, without the number that the system gives it."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{short(Path(error.filename))}: {error.strerror}"
    return str(error)


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _move(temporary: str, target: Path) -> None:
    """Replace one file by another, even where Windows refuses: one that is read-only, or open just now."""
    for tries_left in range(20 if sys.platform == "win32" else 0, -1, -1):
        try:
            os.replace(temporary, target)
            return
        except PermissionError:
            if not tries_left:
                raise
            with contextlib.suppress(OSError):
                target.chmod(stat.S_IWRITE)  # the mode to keep is the new file's already
            time.sleep(0.02)
