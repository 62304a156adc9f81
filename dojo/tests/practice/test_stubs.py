"""Writing the stubs loses nothing that somebody wrote."""

from pathlib import Path

import pytest

from dojo.ground import safe_files
from dojo.practice import history, stubs

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
    monkeypatch.setattr(history, "RECORDS", tmp_path / ".kata_cache")
    (tmp_path / "katas").mkdir()
    return tmp_path / "katas" / "ch34_logs.py"


def test_missing_stub_is_written(kata: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A kata that was deleted comes back."""
    stubs.write({kata: STUB})

    assert kata.read_text(encoding="utf-8") == STUB
    assert capsys.readouterr().out == "wrote katas/ch34_logs.py\n"


def test_folder_that_was_deleted(kata: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the whole folder is gone, it comes back with the stubs."""
    kata.parent.rmdir()

    assert stubs.write({kata: STUB}) == []

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
    """A stub that nobody has begun follows its solution, and is copied first anyway."""
    earlier = STUB.replace("Double a number", "Add a number to itself")
    kata.write_text(earlier, encoding="utf-8")

    stubs.write({kata: STUB})

    (copy,) = safe_files.BACKUPS.iterdir()
    assert kata.read_text(encoding="utf-8") == STUB and copy.read_text(encoding="utf-8") == earlier


WRITTEN = {
    "a lambda": STUB + "\n\nlog = lambda x: x\n",
    "a condition": STUB + "\n\nif True:\n    def log(x):\n        return x\n",
    "commented out": STUB + "    # return 2 * x\n",
    "a note": STUB.replace("import math", "import math  # where log is"),
    "another error": STUB.replace('NotImplementedError("3.4 log")', 'ValueError("x")'),
    "a message": STUB.replace('"3.4 log"', '"my idea: a series"'),
    "a table": STUB + "\nTABLE = dict(a=1)\n",
    "no Python": "def log(x:\n",
    "null bytes": "\0",
}


@pytest.mark.parametrize("what", WRITTEN)
def test_all_that_is_written_is_left(kata: Path, what: str) -> None:
    """Whatever shape somebody's work has, it stays as it is."""
    kata.write_text(WRITTEN[what], encoding="utf-8")

    stubs.write({kata: STUB})

    assert kata.read_text(encoding="utf-8") == WRITTEN[what]


@pytest.mark.parametrize(
    "odd", [STUB.replace("Double", "My note: double").encode(), b"", b"\xef\xbb\xbf", b"\xff\xfe\0x"]
)
def test_nothing_is_overwritten_without_a_copy(kata: Path, odd: bytes) -> None:
    """What differs from the stub by one byte, be it taken for another release's stub, is copied first."""
    kata.write_bytes(odd)

    stubs.write({kata: STUB}, force=True)

    (copy,) = safe_files.BACKUPS.iterdir()
    assert copy.read_bytes() == odd and kata.read_text(encoding="utf-8") == STUB


def test_windows_line_ends_are_no_difference(kata: Path) -> None:
    """A stub as git writes it on Windows is left, and nothing is printed."""
    kata.write_bytes(STUB.encode().replace(b"\n", b"\r\n"))

    stubs.write({kata: STUB}, force=True)

    assert b"\r\n" in kata.read_bytes() and not safe_files.BACKUPS.exists()


def test_what_cannot_be_read_is_told(kata: Path) -> None:
    """A folder where a kata should be is left, and the others are written."""
    kata.mkdir()
    other = kata.with_name("ch35_more.py")

    failed = stubs.write({kata: STUB, other: STUB})

    assert len(failed) == 1 and failed[0].startswith("katas/ch34_logs.py was left as it is: ")
    assert other.read_text(encoding="utf-8") == STUB


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
