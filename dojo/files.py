"""Write files so that nothing is lost: whole or not at all, and never over somebody's work without a copy."""

import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path


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


def keep_copy(path: Path, folder: Path) -> Path:
    """Copy a file into a folder under its name and the time, and return where the copy is."""
    folder.mkdir(exist_ok=True)
    copy = folder / f"{path.stem}-{datetime.now():%Y%m%d-%H%M%S-%f}{path.suffix}"
    shutil.copy2(path, copy)
    return copy
