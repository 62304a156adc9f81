"""Stubs are made from solutions by a program, and nothing that somebody wrote is lost."""

import ast
from pathlib import Path

import pytest

from dojo import files, stubs
from dojo.chapters import SOLUTIONS, chapters
from dojo.stubs import is_untouched, stub

SOURCE = '''"""Title"""

import math
import os

import numpy as np

Array = np.ndarray
_EPS = 1e-9


# Keeps log 0 away.
def _safe(x: float) -> float:
    return max(x, _EPS)


def log(x: float, base: float = math.e) -> float:
    """Compute a logarithm.

    Two paragraphs.
    """
    # Why, not what.
    return math.log(_safe(x)) / np.log(base)


def twice(x: float) -> float:
    """Double a number."""

    def double(y: float) -> float:
        return 2 * y

    return double(x)
'''

STUB = '''"""Title"""

import math

import numpy as np

Array = np.ndarray


def log(x: float, base: float = math.e) -> float:
    """Compute a logarithm.

    Two paragraphs.
    """
    raise NotImplementedError("3.4 log")


def twice(x: float) -> float:
    """Double a number."""
    raise NotImplementedError("3.4 twice")
'''


@pytest.fixture
def kata(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where a kata goes in a project of its own."""
    monkeypatch.setattr(files, "ROOT", tmp_path)
    monkeypatch.setattr(files, "BACKUPS", tmp_path / "backups")
    (tmp_path / "katas").mkdir()
    return tmp_path / "katas" / "ch34_logs.py"


def test_bodies_helpers_and_unused_imports_go() -> None:
    """Signatures, docstrings, public constants and used imports stay."""
    assert stub(SOURCE, "3.4") == STUB


def test_partly_written() -> None:
    """Functions that are written keep their bodies, helpers and imports."""
    text = stub(SOURCE, "3.4", ["log"])

    assert "return math.log(_safe(x)) / np.log(base)" in text
    assert "def _safe" in text and "_EPS" in text
    assert 'raise NotImplementedError("3.4 twice")' in text and "3.4 log" not in text


def test_every_stub_asks_for_what_its_solution_has() -> None:
    """The public functions of a stub have the signatures and docstrings of its solution's, and no body."""
    for chapter in chapters().values():
        source = (SOLUTIONS / f"{chapter.name}.py").read_text(encoding="utf-8")
        text = stub(source, chapter.number)

        assert is_untouched(text)
        for name in chapter.signatures:
            (theirs,), (ours,) = (
                [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef) and node.name == name]
                for code in (source, text)
            )
            assert ast.unparse(theirs.args) == ast.unparse(ours.args)
            assert ast.get_docstring(theirs) == ast.get_docstring(ours)
            assert ast.unparse(ours.body[-1]) == f"raise NotImplementedError('{chapter.number} {name}')"


def test_missing_stub_is_written(kata: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A kata that was deleted comes back."""
    stubs.write({kata: STUB})

    assert kata.read_text(encoding="utf-8") == STUB
    assert capsys.readouterr().out == "wrote katas/ch34_logs.py\n"


def test_begun_kata_is_left(kata: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What somebody has begun, or broken, stays as it is, and they are told."""
    for begun in (SOURCE, "def log(x:\n", STUB.replace('raise NotImplementedError("3.4 twice")', "return 2 * x")):
        kata.write_text(begun, encoding="utf-8")

        stubs.write({kata: STUB})

        assert kata.read_text(encoding="utf-8") == begun
        assert "left katas/ch34_logs.py as it is" in capsys.readouterr().out


def test_untouched_kata_is_brought_up_to_date(kata: Path) -> None:
    """A stub that nobody has begun follows its solution, without a copy."""
    kata.write_text(STUB.replace("Double a number", "Add a number to itself"), encoding="utf-8")

    stubs.write({kata: STUB})

    assert kata.read_text(encoding="utf-8") == STUB
    assert not files.BACKUPS.exists()


def test_forced_over_begun_kata_keeps_a_copy(kata: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who insists gets the stub, and finds the old file in backups/."""
    kata.write_text(SOURCE, encoding="utf-8")

    stubs.write({kata: STUB}, force=True)

    (copy,) = files.BACKUPS.iterdir()
    assert copy.read_text(encoding="utf-8") == SOURCE
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
