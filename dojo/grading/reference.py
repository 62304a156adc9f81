"""Import chapters of the reference into the grader's own process, where no kata ever runs."""

import importlib
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from threading import Lock
from types import ModuleType
from typing import Any

from dojo.ground.chapters import SOLUTIONS, chapters

_known: dict[str, ModuleType] = {}
_lock = Lock()


class _Reference:
    """Finds modules in solutions/ before any other, as where tests of the grader itself look for chapters."""

    @staticmethod
    def find_spec(fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Find a chapter's file."""
        return PathFinder.find_spec(fullname, [str(SOLUTIONS)]) if fullname in chapters() else None


def reference(chapter: str) -> Any:
    """Return a chapter's module from solutions/, and leave others of its name as they are."""
    with _lock:
        if chapter not in _known:
            with referring():
                importlib.import_module(chapter)
        return _known[chapter]


@contextmanager
def referring() -> Generator[None, None, None]:
    """Let all imports of chapters be those of the reference for a while."""
    others = {name: sys.modules.pop(name) for name in chapters() if name in sys.modules}
    sys.modules.update(_known)
    sys.meta_path.insert(0, _Reference)
    try:
        yield
    finally:
        sys.meta_path.remove(_Reference)
        _known.update({name: sys.modules.pop(name) for name in chapters() if name in sys.modules})
        sys.modules.update(others)
