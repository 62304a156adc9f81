"""Notice the saves in a folder, whatever way an editor writes its files."""

import contextlib
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import watchfiles

Snapshot = dict[Path, tuple[int, int, int]]
MOMENT = 0.2  # seconds that a file may be empty before it counts as saved: many editors empty it, and then write


class Saves:
    """The Python files of a folder, as they were at the last look."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen = self._snapshot()
        self.empty_since: dict[Path, float] = {}

    def listen(self, changed: Callable[[], None]) -> None:
        """Call a function at each change; on a drive that tells of none, never."""
        with contextlib.suppress(OSError, RuntimeError):
            for _ in watchfiles.watch(self.folder, debounce=60, step=5, recursive=False, raise_interrupt=False):
                changed()

    def since_last_look(self) -> set[str]:
        """Return the names of the chapters whose files are new, changed or gone."""
        before, self.seen = self.seen, self._snapshot()
        now, empty = time.monotonic(), [path for path, (_, size, _) in self.seen.items() if not size]
        self.empty_since = {path: self.empty_since.get(path, now) for path in empty}
        for path in self.empty_since:
            if path in before and now - self.empty_since[path] < MOMENT:
                self.seen[path] = before[path]
        return {path.stem for path in before.keys() | self.seen.keys() if before.get(path) != self.seen.get(path)}

    def _snapshot(self) -> Snapshot:
        found: Snapshot = {}
        with contextlib.suppress(OSError), os.scandir(self.folder) as entries:  # the folder may be gone
            for entry in entries:
                path = Path(entry.path)
                if path.suffix == ".py" and path.stem.isidentifier():  # others are an editor's, such as Emacs's .#lock
                    with contextlib.suppress(OSError):  # it went while it was looked at, or is a link to nowhere
                        status = entry.stat()
                        if stat.S_ISREG(status.st_mode):  # a folder changes with what is in it
                            found[path] = status.st_mtime_ns, status.st_size, status.st_ino
        return found
