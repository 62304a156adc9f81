"""Make a project as a learner has it, in a folder of its own: what tests and the proof of the lessons run in."""

import functools
import os
import shutil
import sys
from pathlib import Path

from dojo.ground.chapters import ROOT, SOLUTIONS
from dojo.ground.stub_maker import stubs

FOLDERS = "data", "dojo", "lessons", "mistakes", "solutions", "tests"
LEFT_OUT = {str(ROOT / "dojo"): {"tests"}, str(ROOT / "lessons"): {"figures"}}  # what is large, and not needed there
FILES = "conftest.py", "noxfile.py", "pyproject.toml"


def make_project(folder: Path) -> Path:
    """Put a project into a folder as it is when somebody begins, with this environment as its own, without figures."""
    for name in FOLDERS:  # with their bytecode, which is valid in the copy, too
        shutil.copytree(ROOT / name, folder / name, ignore=lambda path, _: LEFT_OUT.get(str(path), set[str]()))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    (folder / "katas").mkdir()
    (folder / "lessons" / "figures").mkdir()
    shutil.copy(ROOT / "katas" / "noxfile.py", folder / "katas")
    for name, text in _stubs():
        (folder / "katas" / name).write_text(text, encoding="utf-8")
    _link(folder / ".venv", Path(sys.prefix))
    return folder


def make_written_project(folder: Path) -> Path:
    """Put a project into a folder whose katas are all written."""
    project = make_project(folder)
    for path in SOLUTIONS.glob("*.py"):
        (project / "katas" / path.name).write_bytes(path.read_bytes())
    return project


@functools.cache
def _stubs() -> list[tuple[str, str]]:
    return [(path.name, text) for path, text in stubs().items()]


def _link(link: Path, folder: Path) -> None:
    if sys.platform == "win32":  # where a symbolic link takes rights that a junction does not
        import _winapi

        _winapi.CreateJunction(str(folder), str(link))
    else:
        os.symlink(folder, link)
