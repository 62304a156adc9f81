"""What a learner sees, and what exit code, for each kind of trouble a kata can make."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.ground.chapters import ROOT, SOLUTIONS, chapters
from dojo.ground.stub_maker import stub
from dojo.tests.endless import LOOP

SOLUTION = (ROOT / "solutions" / "ch11_arrays.py").read_text(encoding="utf-8")
WITHOUT = SOLUTION.replace("def batch(", "def __cut(")
BODY = "    return X[start : start + size]\n"  # of batch, the fourth function of five


def run(folder: Path, kata: str, *options: str, test: str = "test_ch11_arrays") -> tuple[int, str]:
    """Run a chapter's tests on a kata; return the exit code and what was printed, without the time it took."""
    (folder / "ch11_arrays.py").write_text(kata, encoding="utf-8")
    return run_katas(folder, *options, test=test)


def run_katas(folder: Path, *options: str, test: str) -> tuple[int, str]:
    """Run a chapter's tests on the katas in a folder."""
    command = [sys.executable, "-m", "pytest", f"tests/{test}.py", f"--katas={folder}", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)
    text = (done.stdout + done.stderr).replace(str(folder), "katas")
    return done.returncode, re.sub(r" in [\d.]+s( \(.*\))?", "", text)


def with_batch(*lines: str) -> str:
    """Return chapter 1.1, right but for the body of `batch`."""
    assert BODY in SOLUTION
    return SOLUTION.replace(BODY, "".join(f"    {line}\n" for line in lines))


def line_of(kata: str, text: str) -> int:
    """Return the number of the line that contains a text."""
    return next(number for number, line in enumerate(kata.splitlines(), 1) if text in line)


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


def test_class_in_place_of_a_function(tmp_path: Path) -> None:
    """It is called what it is."""
    code, text = run(tmp_path, SOLUTION.replace("def batch(", "class batch:\n  def __init__(self, "))

    assert code == 1
    assert "batch is a class in katas/ch11_arrays.py: the tests call a function" in text


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


def test_pytests_own_tracebacks_on_request(tmp_path: Path) -> None:
    """Who asks for --tb=short gets pytest's view."""
    _, text = run(tmp_path, with_batch("return X"), "--tb=short")

    assert "AssertionError" in text and "FAILURES" in text


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


def test_mistyped_import_is_corrected(tmp_path: Path) -> None:
    """A name that an earlier chapter never had is corrected in the line that imports it, without a way back to it."""
    (tmp_path / "ch12_matrices.py").write_text("from ch11_arrays import Arrai, add_rows\n", encoding="utf-8")
    kata = SOLUTION.replace("Array =", "Arrai =").replace(": Array", ": Arrai").replace("-> Array", "-> Arrai")

    code, text = run(tmp_path, kata, test="test_ch12_matrices")

    assert code in (1, 2)
    assert "katas/ch12_matrices.py:1 imports add_rows, but chapter 1.1 asks for no such function" in text
    assert "Did you mean add_row?" in text and "--borrow" not in text
