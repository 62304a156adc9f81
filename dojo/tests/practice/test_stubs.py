"""Writing the stubs loses nothing that somebody wrote."""

from pathlib import Path

import pytest

from dojo.ground import safe_files
from dojo.practice import stubs

STUB = '''"""Logarithms"""

import math


def log(x: float) -> float:
    """Compute a logarithm."""
    raise NotImplementedError("3.4 log")


def twice(x: float) -> float:
    """Double a number."""
    raise NotImplementedError("3.4 twice")
'''
BEGUN = STUB.replace('raise NotImplementedError("3.4 twice")', "return 2 * x")


@pytest.fixture
def kata(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where a kata goes in a project of its own."""
    monkeypatch.setattr(safe_files, "ROOT", tmp_path)
    monkeypatch.setattr(safe_files, "BACKUPS", tmp_path / "backups")
    (tmp_path / "katas").mkdir()
    return tmp_path / "katas" / "ch34_logs.py"


def test_missing_stub_is_written(kata: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A kata that was deleted comes back."""
    stubs.write({kata: STUB})

    assert kata.read_text(encoding="utf-8") == STUB
    assert capsys.readouterr().out == "wrote katas/ch34_logs.py\n"


def test_begun_kata_is_left(kata: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What somebody has begun, or broken, stays as it is, and they are told."""
    for begun in (BEGUN, "def log(x:\n"):
        kata.write_text(begun, encoding="utf-8")

        stubs.write({kata: STUB})

        assert kata.read_text(encoding="utf-8") == begun
        assert "left katas/ch34_logs.py as it is" in capsys.readouterr().out


def test_untouched_kata_is_brought_up_to_date(kata: Path) -> None:
    """A stub that nobody has begun follows its solution, without a copy."""
    kata.write_text(STUB.replace("Double a number", "Add a number to itself"), encoding="utf-8")

    stubs.write({kata: STUB})

    assert kata.read_text(encoding="utf-8") == STUB
    assert not safe_files.BACKUPS.exists()


def test_forced_over_begun_kata_keeps_a_copy(kata: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who insists gets the stub, and finds the old file in backups/."""
    kata.write_text(BEGUN, encoding="utf-8")

    stubs.write({kata: STUB}, force=True)

    (copy,) = safe_files.BACKUPS.iterdir()
    assert copy.read_text(encoding="utf-8") == BEGUN
    assert kata.read_text(encoding="utf-8") == STUB
    assert f"copied katas/ch34_logs.py to backups/{copy.name}" in capsys.readouterr().out


def test_differences_are_shown(kata: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check shows each line that differs, and files that belong to no chapter."""
    monkeypatch.setattr(stubs, "KATAS", kata.parent)
    kata.write_text(STUB.replace('"3.4 twice"', '"2.2 twice"'), encoding="utf-8")
    (kata.parent / "stray.py").write_text("x = 1\n", encoding="utf-8")

    lines = stubs.differences({kata: STUB})

    assert '-    raise NotImplementedError("2.2 twice")' in lines
    assert '+    raise NotImplementedError("3.4 twice")' in lines
    assert "-x = 1" in lines
    assert stubs.differences({kata: kata.read_text(encoding="utf-8"), kata.parent / "stray.py": "x = 1\n"}) == []
