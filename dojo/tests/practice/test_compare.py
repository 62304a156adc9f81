"""Comparing with the reference: only what is green is shown, with both texts and times."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.practice.compare import text_of

MINE = "return np.where(Z > 0, Z, 0)"


def compare(project: Path, *arguments: str, columns: int = 80) -> str:
    """Run it in a project, and return what it prints."""
    command = [sys.executable, "-m", "dojo.practice.compare", *arguments]
    env = {**os.environ, "COLUMNS": str(columns)}
    return subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", env=env).stdout


@pytest.fixture
def half(project: Path) -> Path:
    """Return a project with chapter 1 written, and of 3.2 `relu` in another way and `softmax` wrong."""
    for name in "ch11_arrays", "ch13_functions":
        (project / "katas" / f"{name}.py").write_bytes((project / "solutions" / f"{name}.py").read_bytes())
    text = (project / "solutions" / "ch32_activations.py").read_text(encoding="utf-8")
    text = text.replace("return np.maximum(0, Z)", MINE).replace("axis=-1", "axis=0")
    (project / "katas" / "ch32_activations.py").write_text(text, encoding="utf-8")
    return project


@pytest.mark.parametrize("columns", [80, 130])
def test_green_functions(half: Path, columns: int) -> None:
    """A green function is shown beside the reference's, without docstrings, with both times."""
    text = compare(half, "ch3_2", columns=columns)

    assert MINE in text and "return np.maximum(0, Z)" in text and "Args:" not in text
    assert "the reference's" in text and "µs" in text and "arrays of (" in text
    assert max(map(len, text.splitlines())) <= columns
    assert "axis=0" not in text and "softmax: shown when the tests pass" in " ".join(text.split())


def test_spoil(half: Path) -> None:
    """Who insists sees the reference of what is not green, but no times."""
    text = compare(half, "softmax", "--spoil")

    assert "axis=0" in text and "axis=-1" in text and "µs" not in text


@pytest.mark.parametrize("content", [b"x = 1\0", b"x = " + b"-" * 50_000 + b"1", "é".encode("latin-1"), b"def f("])
def test_a_kata_that_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    """Instead of the text it says why there is none."""
    path = tmp_path / "ch32_activations.py"
    path.write_bytes(content)

    assert text_of("relu", path).startswith("# ") and "\n" not in text_of("relu", path)
