"""A project that each test gets as it is when somebody begins, though only the first has to wait for its copy.

Making a project takes longer than many a command that is run in it, and hardly a test changes more than its katas.
"""

import contextlib
import os
import shutil
import stat
from pathlib import Path

from dojo.ground.chapters import ROOT
from dojo.proof.project import make_project

Fact = tuple[int, ...]


class Pristine:
    """A project, and what each of its files was when it was made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._make()

    def as_new(self) -> Path:
        """Undo whatever was done to the project since it was made, and return its folder."""
        now = _facts(self.folder)
        changed = [path for path in sorted(now.keys() | self.known.keys()) if now.get(path) != self.known.get(path)]
        for path in changed:
            if os.path.lexists(path):  # else it is gone with its folder
                _remove(path)
        lacking = [path for path in changed if path in self.known]
        if all(self._put_back(path) for path in lacking):
            self.known |= {path: _fact(path.lstat()) for path in lacking}
        else:
            shutil.rmtree(self.folder)
            self._make()
        return self.folder

    def _make(self) -> None:
        self.folder.mkdir()
        make_project(self.folder)
        self.katas = {path: path.read_bytes() for path in (self.folder / "katas").iterdir()}
        self.known = _facts(self.folder)

    def _put_back(self, path: Path) -> bool:
        """Put a file there as it was; tell whether that is possible."""
        source = ROOT / path.relative_to(self.folder)
        if path in self.katas:
            path.write_bytes(self.katas[path])
        elif source.is_file():
            shutil.copy2(source, path)
        return path.is_file()


def _facts(folder: Path) -> dict[Path, Fact]:
    """Return what tells of each file and folder whether anything was done to it, but for bytecode."""
    found, folders = dict[Path, Fact](), [folder]
    for each in folders:  # which grows
        for entry in os.scandir(each):
            if entry.name == "__pycache__" and each.name != "katas":
                continue
            with contextlib.suppress(
                FileNotFoundError
            ):  # a program that a test has killed may leave some that ends now
                found[Path(entry.path)] = _fact(entry.stat(follow_symlinks=False))
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
    return found


def _fact(of: os.stat_result) -> Fact:
    if stat.S_ISDIR(of.st_mode):
        return (of.st_mode,)
    return of.st_mode, of.st_ino, of.st_size, of.st_mtime_ns, of.st_ctime_ns


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
