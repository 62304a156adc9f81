"""What a learner sees of what a kata prints."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from dojo.ground.chapters import SOLUTIONS
from dojo.tests.verdict import katas_run
from dojo.tests.verdict.katas_run import SOLUTION, run_warm, with_batch

ADD_ROW = "    return X + row\n"
DRAW = "    return rng.standard_normal((rows, cols))\n"
SHOWN = 'print("shape", X.shape, start)'


def run(folder: Path, kata: str, *options: str) -> str:
    """Run chapter 1.1's tests on a kata, and return what was shown."""
    return katas_run.run(folder, kata, *options)[1]


def drawing(*lines: str) -> str:
    """Return chapter 1.1, right but for `random_matrix`, which is all ones after some lines."""
    assert DRAW in SOLUTION
    body = [*lines, "import numpy as np", "return np.ones((rows, cols))"]
    return SOLUTION.replace(DRAW, "".join(f"    {line}\n" for line in body))


def test_the_failing_call(tmp_path: Path) -> None:
    """Of several calls in a test, what the last one printed is shown, once, with its number."""
    text = run(tmp_path, drawing("print('start', rng.random() < 2)"), "-k", "depends_on_the_seed")

    assert text.count("start True\n") == 1
    assert "\nIn the last of 2 calls it printed:\nstart True\n\n" in text


def test_an_earlier_call(tmp_path: Path) -> None:
    """Where later calls printed nothing, it is said which one did."""
    text = run(tmp_path, drawing("print('here' if rng.random() > 0.6 else '')"), "-k", "depends_on_the_seed")

    assert "\nIn call 1 of 2, the last one to print, it printed:\nhere\n" in text


@pytest.mark.parametrize("options", [[], ["--all"], ["--tb=short"], ["--polish"]])
def test_nothing_floods(tmp_path: Path, options: Sequence[str]) -> None:
    """However much is printed, at most twenty lines of it are shown of each failed test, from both of its ends."""
    kata = with_batch("for i in range(500): print('line', i)", "return None")

    text = run(tmp_path, kata, *options)

    tests = text.count("line 499\n")
    assert tests == text.count("line 0\n") == text.count("... 480 more lines ...\n") >= 1
    assert text.count("line ") < 20 * tests + 10


def test_a_function_that_passes(tmp_path: Path) -> None:
    """What it printed in the first of its tests is shown, a few lines of it, and nothing of the other tests."""
    kata = with_batch(SHOWN, "for i in range(90): print(i)", "return X[start : start + size]")

    text = run(tmp_path, kata)

    assert "5 of 5 functions done" in text
    assert text.count("shape (") == 1 and "... 85 more lines ...\n" in text
    assert text.count("Printed while batch ran, which passes") == 1


def test_another_function_fails(tmp_path: Path) -> None:
    """What a passing function printed is shown even if another function fails."""
    kata = with_batch(SHOWN, "return X[start : start + size]")
    assert ADD_ROW in kata

    text = run(tmp_path, kata.replace(ADD_ROW, "    return X\n"))

    assert text.index("add_row: ") < text.index("Printed while batch ran, which passes")


def test_the_import(tmp_path: Path) -> None:
    """What a kata prints outside its functions is shown, once."""
    text = run(tmp_path, with_batch("return X[start : start + size]") + "\n\nprint('ready')\n")

    assert text.count("katas/ch11_arrays.py printed while it was imported:\nready\n") == 1


def test_everything_on_request(tmp_path: Path) -> None:
    """With -s all that is printed is seen as it comes, and not a second time."""
    text = run(tmp_path, with_batch(SHOWN, "return X[start : start + size]"), "-s")

    assert text.count("shape (") > 3 and "Printed while" not in text


def test_nothing_of_the_reference(tmp_path: Path) -> None:
    """The reference prints nothing."""
    assert not [path.name for path in SOLUTIONS.glob("*.py") if "print(" in path.read_text(encoding="utf-8")]
    assert "Printed" not in run_warm(tmp_path, "tests/test_ch12_matrices.py", "--solutions", "--core")[1]
