"""Write files so that nothing is lost: whole or not at all, and never over somebody's work without a copy."""

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from dojo.ground.chapters import ROOT

BACKUPS = ROOT / "backups"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: killed at any moment, either the old or the new content is there.

    Args:
        path: the file; its folder exists.
        content: what it will hold.

    Raises:
        OSError: the folder cannot be written to.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def keep_copy(path: Path) -> Path:
    """Copy a file to backups/ under its name and the time, whole or not at all, and return where the copy is."""
    BACKUPS.mkdir(exist_ok=True)
    copy = BACKUPS / f"{path.stem}-{datetime.now():%Y%m%d-%H%M%S-%f}{path.suffix}"
    write_whole(copy, path.read_bytes())
    return copy


def copies(folder: Path, stem: str = "*") -> Iterator[tuple[Path, Path]]:
    """Yield the copies of files, newest first, each with the path in a folder that it is a copy of.

    Args:
        folder: where the originals are.
        stem: of one file's name; all files unless given.
    """
    found = BACKUPS.glob(f"{stem}-[0-9]*-[0-9]*-[0-9]*.py")
    by_time = sorted(found, key=lambda copy: copy.stem.split("-")[1:], reverse=True)
    yield from ((copy, folder / f"{copy.stem.split('-')[0]}.py") for copy in by_time)


def short(path: Path) -> str:
    """Return a path as seen from the project's folder."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
