"""Noticing saves: whatever an editor leaves in katas/ beside a file, the save of the file is seen."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dojo.practice.saves import MOMENT, Saves

NAME = "ch11_arrays.py"


def _loop(folder: Path) -> None:
    """Link two names to each other."""
    os.symlink("b.py", folder / "a.py")
    os.symlink("a.py", folder / "b.py")


ASIDE: dict[str, Callable[[Path], object]] = {
    "vim's swap file": lambda folder: (folder / f".{NAME}.swp").touch(),
    "vim's test of the folder": lambda folder: (folder / "4913").touch(),
    "a backup": lambda folder: (folder / f"{NAME}~").touch(),
    "emacs's own save": lambda folder: (folder / f"#{NAME}#").touch(),
    "a hidden file": lambda folder: (folder / f".{NAME}").touch(),
    "a copy": lambda folder: (folder / "ch11_arrays (copy).py").touch(),
    "a folder": lambda folder: (folder / "ch12_matrices.py").mkdir(),
    "bytecode": lambda folder: (folder / "__pycache__").mkdir(),
}
if sys.platform != "win32":  # where links take rights that few have
    ASIDE |= {
        "emacs's lock": lambda folder: os.symlink("me@here.123:456", folder / f".#{NAME}"),
        "a dangling link": lambda folder: os.symlink("gone.py", folder / "ch12_matrices.py"),
        "a link to itself": lambda folder: os.symlink("ch12_matrices.py", folder / "ch12_matrices.py"),
        "a loop of two": _loop,
        "a loop of folders": lambda folder: os.symlink(folder, folder / "all.py"),
    }


@pytest.mark.parametrize("what", ASIDE)
def test_a_save_beside(tmp_path: Path, what: str) -> None:
    """The first look, a save, and a file that is gone are all seen, with the other thing there and not without it."""
    kata = tmp_path / NAME
    kata.write_text("a = 1\n", encoding="utf-8")
    early = Saves(tmp_path)
    ASIDE[what](tmp_path)
    late = Saves(tmp_path)
    kata.write_text("a = 22\n", encoding="utf-8")

    for saves in early, late:
        assert "ch11_arrays" in saves.since_last_look()
        assert saves.since_last_look() == set()
    kata.unlink()
    assert [saves.since_last_look() for saves in (early, late)] == [{"ch11_arrays"}] * 2


@pytest.mark.parametrize(
    "what", [what for what in ASIDE if "link" not in what and "loop" not in what and what != "a folder"]
)
def test_what_an_editor_puts_aside_is_no_save(tmp_path: Path, what: str) -> None:
    """No test runs for it."""
    saves = Saves(tmp_path)
    ASIDE[what](tmp_path)

    assert saves.since_last_look() == set()


def test_a_folder_that_is_gone_for_a_while(tmp_path: Path) -> None:
    """A checkout may put another folder in its place: what is in it then is seen."""
    folder = tmp_path / "katas"
    folder.mkdir()
    (folder / NAME).touch()
    saves = Saves(folder)
    folder.rename(tmp_path / "other")
    gone = saves.since_last_look()
    (tmp_path / "other").rename(folder)

    assert gone == saves.since_last_look() == {"ch11_arrays"}


def test_a_file_that_is_empty_for_a_moment(tmp_path: Path) -> None:
    """Many editors empty a file and then write into it: it is looked at once there is something, or a moment later."""
    kata = tmp_path / NAME
    kata.write_text("a = 1\n", encoding="utf-8")
    saves = Saves(tmp_path)

    kata.write_text("", encoding="utf-8")
    assert saves.since_last_look() == set()
    kata.write_text("a = 2\n", encoding="utf-8")
    assert saves.since_last_look() == {"ch11_arrays"}
    kata.write_text("", encoding="utf-8")
    assert saves.since_last_look() == set()
    time.sleep(MOMENT)
    assert saves.since_last_look() == {"ch11_arrays"}
    assert saves.since_last_look() == set()
