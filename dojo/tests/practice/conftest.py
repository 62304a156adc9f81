"""Sessions that wait for saves, for tests that save; and a folder of katas, for tests that start over."""

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest

from dojo.ground import safe_files, stub_maker
from dojo.ground.chapters import SOLUTIONS
from dojo.practice import history, target, versions
from dojo.practice import reset as reset_module
from dojo.proof.project import make_project
from dojo.tests.practice.pristine import Pristine

LIMIT = 120.0  # seconds for all of it: a limit for a machine that is stuck, not a measure
Attached = Callable[..., str]


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Pristine:
    """Return the one project of these tests."""
    return Pristine(tmp_path_factory.mktemp("pristine") / "project")


@pytest.fixture
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the folder of a project as it is when somebody begins.

    Who kills programs gets one of their own: what these have started may write for a moment yet.
    """
    if hasattr(cast(ModuleType, request.module), "KILLS"):
        return make_project(tmp_path)
    pristine: Pristine = request.getfixturevalue("pristine")
    return pristine.as_new()


@pytest.fixture
def attached() -> Attached:
    """Return what runs a session that waits for saves, and saves when it waits."""

    def run(project: Path, module: str, *arguments: str, saves: Sequence[Callable[[], object]] = ()) -> str:
        """Run it to its end, or until nothing is left to save; return what it prints."""
        process = subprocess.Popen(
            [sys.executable, "-m", f"dojo.practice.{module}", *arguments],
            cwd=project,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        assert process.stdin and process.stdout
        stuck = threading.Timer(LIMIT, process.kill)
        stuck.start()
        text, left = "", list(saves)
        for line in process.stdout:
            text += line
            if "Waiting for the next save" in line:
                if left:
                    left.pop(0)()
                else:
                    process.stdin.close()  # as nox's end does
        process.wait()
        stuck.cancel()
        process.stdin.close()
        process.stdout.close()
        return text

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with all katas unwritten, where the commands find them."""
    monkeypatch.setattr(safe_files, "ROOT", tmp_path)
    for module in (safe_files, stub_maker, target):
        monkeypatch.setattr(module, "KATAS", tmp_path / "katas")
    for module in (safe_files, reset_module, versions):
        monkeypatch.setattr(module, "BACKUPS", tmp_path / "backups")
    for module in (safe_files, history):
        monkeypatch.setattr(module, "RECORDS", tmp_path / ".kata_cache")
    (tmp_path / "katas").mkdir()
    for path in stub_maker.katas():
        path.write_text(stub_maker.stub_of(path), encoding="utf-8")
    return tmp_path


@pytest.fixture
def kata(folder: Path) -> Path:
    """Return a kata that is written."""
    path = folder / "katas" / "ch32_activations.py"
    path.write_bytes((SOLUTIONS / path.name).read_bytes())
    return path
