"""What a learner sees where a kata cannot be imported, or has not what is imported from it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.ground.chapters import ROOT, SOLUTIONS, chapters
from dojo.ground.stub_maker import stub
from dojo.tests.endless import LOOP
from dojo.tests.verdict.katas_run import BODY, SOLUTION, WITHOUT, line_of, run


def test_endless_loop_on_import(tmp_path: Path) -> None:
    """A kata that loops while it is imported is stopped, too."""
    code, text = run(tmp_path, f"{SOLUTION}\n{LOOP}\n", "-o", "timeout=1")

    assert code == 1
    assert "katas/ch11_arrays.py fails while it is imported" in text
    assert re.search(r"it ran for more than \d+ seconds: does a loop in it never end\?", text)


@pytest.mark.parametrize(
    ("kata", "expected"),
    [
        (SOLUTION.replace("def batch(", "def batch("[:-1] + ";("), "is not valid Python: "),
        (SOLUTION.replace("def batch(", "def bunch("), "There is bunch in line 73: the tests look for the name"),
        (WITHOUT, "has no function batch\nWas it renamed or deleted?"),
        (
            WITHOUT + "\n\nclass Arrays:\n    def batch(X, start, size):\n        return X\n",
            "into the class Arrays, in line",
        ),
        (SOLUTION.replace("def batch(", "def bunch("), "  def batch(X: Array, start: int, size: int) -> Array:"),
        (SOLUTION + "\nimport sys\nsys.exit(0)\n", "the kata ends the program: sys.exit(0)"),
        (SOLUTION + "\nimport no_such_module\n", "imports no_such_module, which is not installed here"),
        (SOLUTION + "\n1 / 0\n", "ZeroDivisionError: division by zero"),
        (SOLUTION + "\nfor i in range(100_000): print(i)\nraise ValueError('x' * 10_000_000)\n", "characters)"),
    ],
)
def test_trouble_on_import(tmp_path: Path, kata: str, expected: str) -> None:
    """A kata that cannot be imported is told as that, and is a failure, not an empty run."""
    code, text = run(tmp_path, kata)

    assert code == 1
    assert expected in text
    assert "cannot be tested yet" in text
    assert len(text) < 3000 and "_pytest" not in text


MERGED = "<<<<<<< HEAD\n{yours}=======\n{new}>>>>>>> 0123456789abcdef\n"
REBASED = "<<<<<<< HEAD\n{new}=======\n{yours}>>>>>>> 0123456 (My katas)\n"
STASHED = "<<<<<<< Updated upstream\n{new}||||||| Stash base\n=======\n{yours}>>>>>>> Stashed changes\n"
WITH_BASE = "<<<<<<< HEAD\n{yours}||||||| fedcba9\n=======\n{new}>>>>>>> 0123456789abcdef\n"


@pytest.mark.parametrize(
    ("marked", "yours"),
    [
        (MERGED, "between <<<<<<< and =======, the new one between ======= and >>>>>>>."),
        (WITH_BASE, "between <<<<<<< and |||||||, the new one between ======= and >>>>>>>."),
        (REBASED, "between ======= and >>>>>>>, the new one between <<<<<<< and =======."),
        (STASHED, "between ======= and >>>>>>>, the new one between <<<<<<< and |||||||."),
    ],
)
@pytest.mark.parametrize("lines", [BODY, '    """\n' + BODY])
def test_two_versions_left_by_git(tmp_path: Path, marked: str, yours: str, lines: str) -> None:
    """It is told which is whose and how to go on, wherever Python itself stumbles over the marks."""
    kata = SOLUTION.replace(lines, marked.format(yours=lines, new=lines.replace(BODY, "    return X\n")))

    code, text = run(tmp_path, kata)

    assert code == 1
    line = line_of(kata, "<<<<<<<")
    assert f"katas/ch11_arrays.py:{line} holds two versions, yours and a new one: git could not merge them\n" in text
    assert f"Yours is {yours}" in text and "keep a copy of yours: nox -s reset -- ch1_1\n" in text
    assert "is not valid Python" not in text and ("git rebase --continue" in text) == (marked == REBASED)


def test_two_versions_in_an_earlier_chapter(tmp_path: Path) -> None:
    """The chapter to fix is named, not the one under test."""
    (tmp_path / "ch12_matrices.py").write_text("from ch11_arrays import batch\n", encoding="utf-8")

    _, text = run(tmp_path, MERGED.format(yours="a = 1\n", new="a = 2\n"), test="test_ch12_matrices")

    assert "katas/ch11_arrays.py:1 holds two versions" in text and "nox -s reset -- ch1_1\n" in text
    assert "Chapter 1.2 builds on chapter 1.1. Finish that first: nox -s ch1_1" in text


def test_missing_kata(tmp_path: Path) -> None:
    """A deleted file is named, with the way to get it back."""
    command = [sys.executable, "-m", "pytest", "tests/test_ch11_arrays.py", f"--katas={tmp_path}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")

    assert done.returncode == 1
    assert "ch11_arrays.py is missing\nGet its stub back with: nox -s stubs" in done.stdout


def test_trouble_in_an_earlier_chapter(tmp_path: Path) -> None:
    """A chapter that needs an unwritten function names it, where to write it, and how to go on without."""
    for chapter in chapters().values():
        source = (ROOT / "solutions" / f"{chapter.name}.py").read_text(encoding="utf-8")
        (tmp_path / f"{chapter.name}.py").write_text(stub(source, chapter.number), encoding="utf-8")
    perceptron = (ROOT / "solutions" / "ch23_minibatches.py").read_text(encoding="utf-8")
    (tmp_path / "ch23_minibatches.py").write_text(perceptron, encoding="utf-8")

    code, text = run(tmp_path, SOLUTION, "-k", "logistic", test="test_ch23_minibatches")

    assert code == 1
    assert "linear is not written yet: katas/ch12_matrices.py:" in text
    assert "Chapter 2.3 builds on chapter 1.2. Finish that first: nox -s ch1_2" in text
    assert "Or go on with the reference's: nox -s ch2_3 -- --borrow" in text


MISSING = {
    "import numpy as np": "add this line above the functions: import numpy as np",
    "from ch13_functions import sigmoid": "sigmoid is chapter 1.3's; add this line above the functions: "
    "from ch13_functions import sigmoid",
}


@pytest.mark.parametrize("line", MISSING)
def test_missing_import_is_named(tmp_path: Path, line: str) -> None:
    """Who forgets to import NumPy, or an earlier chapter's function, is told the line to add."""
    for name in chapters():
        source = (SOLUTIONS / f"{name}.py").read_text(encoding="utf-8")
        source = source.replace(f"{line}\n", "") if name == "ch32_activations" else source
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")

    code, text = run(tmp_path, SOLUTION, test="test_ch32_activations")

    assert code == 1 and "NameError" in text and MISSING[line] in text


def test_mistyped_import_is_corrected(tmp_path: Path) -> None:
    """A name that an earlier chapter never had is corrected in the line that imports it, without a way back to it."""
    (tmp_path / "ch12_matrices.py").write_text("from ch11_arrays import Arrai, add_rows\n", encoding="utf-8")
    kata = SOLUTION.replace("Array =", "Arrai =").replace(": Array", ": Arrai").replace("-> Array", "-> Arrai")

    code, text = run(tmp_path, kata, test="test_ch12_matrices")

    assert code in (1, 2)
    assert "katas/ch12_matrices.py:1 imports add_rows, but chapter 1.1 asks for no such function" in text
    assert "Did you mean add_row?" in text and "--borrow" not in text
