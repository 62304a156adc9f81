"""Files in the place of katas that Python cannot read, or that are no files: each gets one clear line."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dojo.tests.verdict.katas_run import SOLUTION, run_katas
from dojo.tests.verdict.test_odd_katas import NAME, fill, judged
from dojo.verdict.fresh import Fresh, Unreadable, file_of

UNREADABLE = {
    "latin-1": (
        ("# für\n" + SOLUTION).encode("latin-1", "replace"),
        "is not saved as UTF-8: line 1 holds the byte 0xfc",
    ),
    "latin-1 below": ("x = 1\ny = 'ü'\n".encode("latin-1"), "is not saved as UTF-8: line 2 holds the byte 0xfc"),
    "utf-16": (SOLUTION.encode("utf-16"), "is saved as UTF-16, not as UTF-8"),
    "utf-16 without a mark": (SOLUTION.encode("utf-16-le"), "is saved as UTF-16, not as UTF-8"),
    "utf-32": (SOLUTION.encode("utf-32"), "is saved as UTF-32, not as UTF-8"),
    "a null byte": (b"x = 1\ny\0 = 2\n", "holds null bytes, the first in line 2"),
    "null bytes": (b"\0" * 4096, "holds null bytes, the first in line 1"),
    "an unknown encoding": (b"# -*- coding: foo -*-\nx = 1\n", "is not saved as UTF-8: unknown encoding: foo"),
    "minus signs": (b"x = " + b"-" * 50_000 + b"1\n", "is nested too deeply for Python to read"),
    "a long sum": (b"x = " + b"+".join([b"1"] * 100_000) + b"\n", "is nested too deeply for Python to read"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_that_python_cannot_read(tmp_path: Path, kind: str) -> None:
    """What is wrong with it is told in words."""
    content, expected = UNREADABLE[kind]
    path = tmp_path / NAME
    path.write_bytes(content)

    with pytest.raises(Unreadable, match=expected):
        Fresh("ch11_arrays", str(path)).get_code("ch11_arrays")


def test_no_traceback_for_an_unreadable_file(tmp_path: Path) -> None:
    """A run says which file it is, what is wrong with it, and what to do; nothing else."""
    fill(tmp_path)
    (tmp_path / NAME).write_bytes(SOLUTION.encode("utf-16"))

    code, text = run_katas(tmp_path, test="test_ch12_matrices")

    assert code == 1 and "katas/ch11_arrays.py is saved as UTF-16, not as UTF-8\nSave it again as UTF-8" in text
    assert "Finish that first: nox -s ch1_1" in text and "Error" not in text and len(text) < 600


Put = Callable[[Path], object]
NO_FILE: dict[str, tuple[Put, str]] = {"a folder": (Path.mkdir, "is a folder, where a file belongs")}
if sys.platform != "win32":  # which has neither links nor pipes of this kind
    NO_FILE |= {
        "a dangling link": (lambda path: os.symlink("gone.py", path), "is a link to gone.py, which leads nowhere"),
        "a loop": (lambda path: os.symlink(path.name, path), f"is a link to {NAME}, which leads nowhere"),
        "a pipe": (os.mkfifo, "is no ordinary file"),
        "a device": (lambda path: os.symlink("/dev/zero", path), "is no ordinary file"),
    }


@pytest.mark.parametrize("kind", NO_FILE)
def test_what_is_no_file(tmp_path: Path, kind: str) -> None:
    """It is called what it is, and not read: a pipe would never end."""
    put, expected = NO_FILE[kind]
    put(tmp_path / NAME)

    with pytest.raises(Unreadable, match=expected):
        file_of("ch11_arrays", tmp_path)


def test_a_folder_where_a_kata_belongs(tmp_path: Path) -> None:
    """A run says so, and how to get a stub."""
    (tmp_path / NAME).mkdir()

    code, text = run_katas(tmp_path, test="test_ch11_arrays")

    assert code == 1 and "katas/ch11_arrays.py is a folder, where a file belongs\nMove it away" in text


def test_a_file_without_read_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason is given."""

    def refused(loader: Fresh, path: str) -> bytes:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(Fresh, "get_data", refused)

    with pytest.raises(Unreadable, match="cannot be read: Permission denied"):
        Fresh("ch11_arrays", str(tmp_path / NAME)).get_code("ch11_arrays")


def test_a_file_of_a_librarys_name(tmp_path: Path) -> None:
    """A learner's random.py or scipy.py does not take the library's place."""
    for name in "random.py", "scipy.py", "helpers.py":
        (tmp_path / name).write_text("", encoding="utf-8")

    found = [file_of(name, tmp_path) for name in ("random", "scipy", "helpers")]

    assert found == [None, None, tmp_path / "helpers.py"]


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_empty_kata(tmp_path: Path, text: str) -> None:
    """It is called empty."""
    code, said = judged(tmp_path, ch11_arrays=text or "\n")

    assert code == 1 and "katas/ch11_arrays.py is empty\nGet its stub back with: nox -s reset -- ch1_1" in said
