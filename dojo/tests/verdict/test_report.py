"""What a learner sees, and what exit code, for each kind of trouble a kata can make."""

import re
import sys
from pathlib import Path

import pytest

from dojo.ground.chapters import SOLUTIONS, chapters
from dojo.ground.stub_maker import stub
from dojo.tests.endless import LOOP
from dojo.tests.verdict.katas_run import SOLUTION, line_of, run, with_batch


def test_unwritten_function(tmp_path: Path) -> None:
    """It is one short line with file and line, and what to do next; the exit code is pytest's."""
    kata = stub(SOLUTION, "1.1", ["random_matrix", "flatten_images"])

    code, text = run(tmp_path, kata)

    assert code == 1
    assert f"add_row is not written yet: katas/ch11_arrays.py:{line_of(kata, '1.1 add_row')}\n" in text
    assert "2 of 5 functions done" in text
    assert "Traceback" not in text and "NotImplementedError" not in text
    assert len(text.splitlines()) < 12


def test_wrong_value(tmp_path: Path) -> None:
    """The learner's line comes first, then what was expected and what came."""
    kata = with_batch("return X[start : start + size - 1]")

    code, text = run(tmp_path, kata)

    assert code == 1
    assert "batch: With rows 0 to 5, a batch of 2 from row 1 is rows 1 and 2, and" in text
    line = line_of(kata, "size - 1]")
    assert re.search(rf"katas/ch11_arrays.py:{line}   return X\[start : start \+ size - 1\]", text)
    assert "expected  shape (2, 2)" in text and "got       shape (1, 2)" in text
    assert text.count("expected") == 1, "more than the first failure is shown"


def test_all_failures_on_request(tmp_path: Path) -> None:
    """With --all every failure is explained."""
    _, text = run(tmp_path, with_batch("return X[start : start + size - 1]"), "--all")

    assert text.count("expected") > 1


def test_green(tmp_path: Path) -> None:
    """A chapter that is done names the next one."""
    code, text = run(tmp_path, SOLUTION)

    assert code == 0
    assert "5 of 5 functions done" in text and "Next: nox -s ch1_2" in text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["pass"], "got       None: is its `return` missing?"),
        (["raise KeyError('x' * 10_000_000)"], "characters)"),
        (["import sys", "sys.exit()"], "the kata ends the program: sys.exit()"),
        (["return undefined_name"], "NameError: name 'undefined_name' is not defined"),
        (["raise NotImplementedError"], "batch is not written yet"),
        (["return batch(X, start, size)"], "RecursionError: maximum recursion depth exceeded"),
        (["import pytest", "pytest.skip('not today')"], "the kata ends its own test: not today"),
        (["import pytest", "pytest.xfail('as expected')"], "the kata ends its own test: as expected"),
        (["import pytest", "pytest.exit('done', returncode=0)"], "the kata ends its own test: done"),
        (["print('here')", "return X"], "It printed:\nhere"),
        (["for i in range(100_000): print(i)", "return X"], "\n9\n... 99980 more lines ...\n99990\n"),
        (["import numpy as np", "return np.log(np.zeros(1))"], "got       shape (1,)"),  # no word of NumPy's warning
        (["return X[start : start + siz]"], "NameError: name 'siz' is not defined. Did you mean: 'size'?"),
        (
            ["import numpy as np", "return np.asmatrix(X[start : start + size])"],
            "numpy.matrix, which computes in another",
        ),
        (["import numpy as np", "return np.ma.masked_less(X, 0)[start : start + size]"], "numpy.MaskedArray, which"),
        (["W = X[:, :1]", "return X @ W.T @ X"], "X @ W.T does not fit: X is (6, 2) and W.T is (1, 6)"),
        (["W = X[:, :1]", "return X[:3] + W[:2]"], "These shapes do not fit: X (6, 2), W (6, 1)"),
        (["return X[start]['a']"], "In this line: X (6, 2)"),
        (["return X[start : start + size + 2]"], "Stuck? nox -s hint -- ch1_1.batch"),
    ],
)
def test_trouble_in_a_function(tmp_path: Path, lines: list[str], expected: str) -> None:
    """Each kind of trouble is named at the line it comes from, in less than a screenful, and is a failure."""
    code, text = run(tmp_path, with_batch(*lines))

    assert code == 1
    assert expected in text
    assert "katas/ch11_arrays.py:" in text
    assert len(text) < 3000 and "_pytest" not in text


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a program's memory")
def test_huge_allocation(tmp_path: Path) -> None:
    """An array of 10 GB is refused with its size, and the machine goes on."""
    code, text = run(tmp_path, with_batch("import numpy as np", "return np.ones((1_250_000_000,))"))

    assert code == 1
    assert "MemoryError: Unable to allocate 9.31 GiB" in text


@pytest.mark.parametrize("loop", [LOOP, "while True: print('x' * 99)"], ids=["waits", "prints"])
def test_endless_loop(tmp_path: Path, loop: str) -> None:
    """It ends as a failure that names the function and the line, and the chapter's other tests wait."""
    kata = with_batch(loop)

    code, text = run(tmp_path, kata, "--timeout=1")

    assert code == 1
    assert re.search(r"batch ran for more than \d+ seconds: does one of its loops never end\?", text)
    assert "katas/ch11_arrays.py:" in text
    assert text.count("F") == 1, "only one test ran into the limit"


def test_class_in_place_of_a_function(tmp_path: Path) -> None:
    """It is called what it is."""
    code, text = run(tmp_path, SOLUTION.replace("def batch(", "class batch:\n  def __init__(self, "))

    assert code == 1
    assert "batch is a class in katas/ch11_arrays.py: the tests call a function" in text


def test_pytests_own_tracebacks_on_request(tmp_path: Path) -> None:
    """Who asks for --tb=short gets pytest's view."""
    _, text = run(tmp_path, with_batch("return X"), "--tb=short")

    assert "AssertionError" in text and "FAILURES" in text


def test_other_parameters_are_shown_beside_the_stubs(tmp_path: Path) -> None:
    """A function that takes other arguments than the tests pass is shown with its own line and the stub's."""
    kata = SOLUTION.replace("def batch(X: Array, start", "def batch(self, X: Array, start")

    code, text = run(tmp_path, kata)

    assert code == 1
    assert "yours       def batch(self, X" in text and "the stub's  def batch(X: Array, start: int, size: int)" in text


def test_what_the_test_cannot_use_is_not_blamed_on_a_line(tmp_path: Path) -> None:
    """An error in the test's own line says so, and shows that line."""
    chapter = "ch33_mlp_forward"
    source = (SOLUTIONS / f"{chapter}.py").read_text(encoding="utf-8")
    for name in chapters():
        (tmp_path / f"{name}.py").write_text((SOLUTIONS / f"{name}.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / f"{chapter}.py").write_text(re.sub(r"return A1, .*", "return A1, A1, A1", source), encoding="utf-8")

    code, text = run(tmp_path, SOLUTION, "-k", "forward_mlp", test=f"test_{chapter}")

    assert code == 1
    assert (
        "The test cannot go on with what forward_mlp gave" in text and "ValueError: too many values to unpack" in text
    )
