"""Comparing with the reference: only what is green is shown, with both texts and times."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dojo.practice.compare import text_of
from dojo.practice.enlarge import enlarged
from dojo.practice.time_plugin import time_both
from dojo.tests.endless import LOOP, hasten
from dojo.tests.practice.at_work import progress
from dojo.tests.practice.pristine import Pristine
from dojo.tests.practice.records import Records, put_records, records_in
from dojo.verdict.call_outcome import Call

MINE = "return np.where(Z > 0, Z, 0)"


def compare(project: Path, *arguments: str, columns: int = 80) -> str:
    """Run it in a project, and return what it prints."""
    command = [sys.executable, "-m", "dojo.practice.compare", *arguments]
    env = {**os.environ, "COLUMNS": str(columns)}
    return subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", env=env).stdout


def write(project: Path) -> None:
    """Write chapters 1.1 and 1.3, and of 3.2 `relu` in another way and `softmax` wrong."""
    for name in "ch11_arrays", "ch13_functions":
        (project / "katas" / f"{name}.py").write_bytes((project / "solutions" / f"{name}.py").read_bytes())
    text = (project / "solutions" / "ch32_activations.py").read_text(encoding="utf-8")
    text = text.replace("return np.maximum(0, Z)", MINE).replace("axis=-1", "axis=0")
    (project / "katas" / "ch32_activations.py").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def records(pristine: Pristine) -> Records:
    """Return what is kept of these once they are tested, in any project."""
    project = pristine.as_new()
    write(project)
    progress(project)
    return records_in(project)


@pytest.fixture
def half(project: Path, records: Records) -> Path:
    """Return a project in which they are written, and known."""
    write(project)
    put_records(project, records)
    return project


@pytest.mark.parametrize("columns", [80, 130])
def test_green_functions(half: Path, columns: int) -> None:
    """A green function is shown beside the reference's, without docstrings, with both times."""
    text = compare(half, "ch3_2", columns=columns)

    assert MINE in text and "return np.maximum(0, Z)" in text and "Args:" not in text
    assert "the reference's" in text and "arrays of (" in text and re.search(r": about .* (fast|long)", text)
    assert max(map(len, text.splitlines())) <= columns
    assert "axis=0" not in text and "softmax: shown when the tests pass" in " ".join(text.split())


def test_a_function_that_never_ends(half: Path) -> None:
    """It is not timed, since its tests do not pass, and nobody waits for it."""
    hasten(half)
    (half / "katas" / "ch32_activations.py").unlink()  # which would be tested, too
    kata = half / "katas" / "ch13_functions.py"
    text = kata.read_text(encoding="utf-8")
    kata.write_text(text.replace("    E = np.exp(", f"    {LOOP}\n    E = np.exp("), encoding="utf-8")

    text = compare(half, "ch1_3")

    assert "sigmoid: shown when the tests pass" in text and text.count("arrays of (") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="which has no fork")
def test_what_a_kata_leaves_behind_is_not_waited_for(half: Path) -> None:
    """A program that a kata has forked, and that holds all of its files open, keeps nobody from the times."""
    for name in "ch13_functions", "ch32_activations":  # which would be tested, too
        (half / "katas" / f"{name}.py").unlink()
    with (half / "katas" / "ch11_arrays.py").open("a", encoding="utf-8") as kata:
        kata.write("\nimport os, time\nos.fork() or time.sleep(600)\n")
    start = time.monotonic()

    assert "arrays of (" in compare(half, "ch1_1.add_row") and time.monotonic() - start < 300


def test_spoil(half: Path) -> None:
    """Who insists sees the reference of what is not green, but no times."""
    text = compare(half, "softmax", "--spoil")

    assert "axis=0" in text and "axis=-1" in text and "arrays of (" not in text


def test_the_chapter_at_hand(half: Path) -> None:
    """Without a name it is about the chapter that was saved last, of those that have functions that pass."""
    for seconds, name in enumerate(["ch32_activations", "ch13_functions", "ch21_losses"]):
        path = half / "katas" / f"{name}.py"
        os.utime(path, (2e9 + seconds, 2e9 + seconds))

    text = compare(half)

    assert "sigmoid" in text and "relu" not in text


def test_nothing_to_compare(project: Path) -> None:
    """In a new project it says in a sentence when there will be something to see."""
    command = [sys.executable, "-m", "dojo.practice.compare"]

    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")

    assert done.returncode == 1 and done.stderr.startswith("No function passes its tests yet.")


def test_larger_calls() -> None:
    """Rows are added to all arrays that have as many as the first, the others stay as they are."""
    X, y, W = np.ones((6, 3)), np.ones((6, 1)), np.ones((3, 2))

    call = enlarged(Call((X, y, {"W": W}), {}), _sum, _sum)

    (X, y, params) = call.args
    assert len(X) == len(y) > 600 and X.shape[1:] == (3,) and params["W"] is W


def test_rows_that_are_no_samples() -> None:
    """Where the second array has as many rows by chance, only the first grows."""
    X, W = np.ones((3, 3)), np.ones((3, 3))

    call = enlarged(Call((X, W), {}), np.matmul, _product)

    assert len(call.args[0]) > 300 and call.args[1].shape == (3, 3)


def test_slow_functions_get_no_more() -> None:
    """A call that takes long as it is stays as it is, and so does one on which the two would differ."""
    X = np.ones((6, 3))
    call = Call((X,), {})

    assert enlarged(call, _slow, _quick) is call
    assert enlarged(call, np.sum, _limited) is call


def test_a_far_slower_function() -> None:
    """It is called as often as its own speed allows, not as often as the other."""
    begin = time.monotonic()

    mine, reference = time_both(_slow, _quick, Call((np.ones(3),), {}))

    assert mine > 0.05 and reference < 0.01
    assert time.monotonic() - begin < 20, "60 ms a call: 3 seconds, and nothing else to do"


def test_prints_while_it_is_timed(half: Path) -> None:
    """What a function prints is nobody's business then, and costs no time."""
    kata = half / "katas" / "ch32_activations.py"
    text = kata.read_text(encoding="utf-8")
    kata.write_text(text.replace(MINE, f"print(*range(20_000))\n    {MINE}"), encoding="utf-8")

    assert "arrays of (" in compare(half, "ch3_2.relu", columns=130)


def _product(X: Any, W: Any) -> Any:
    return X @ W


def _slow(X: Any) -> None:
    time.sleep(0.06)


def _quick(X: Any) -> None:
    pass


def _limited(X: Any) -> float:
    return min(float(np.sum(X)), 20.0)


def _sum(X: Any, y: Any, params: Any) -> Any:
    return (X @ params["W"]).sum() + y.sum()


@pytest.mark.parametrize("content", [b"x = 1\0", b"x = " + b"-" * 50_000 + b"1", "é".encode("latin-1"), b"def f("])
def test_a_kata_that_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    """Instead of the text it says why there is none."""
    path = tmp_path / "ch32_activations.py"
    path.write_bytes(content)

    assert text_of("relu", path).startswith("# ") and "\n" not in text_of("relu", path)
