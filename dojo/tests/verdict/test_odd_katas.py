"""Katas as people write and save them: each gets one clear line, and none changes what others get."""

import builtins
import locale
import math
import os
import random
import signal
import sys
import warnings
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from dojo.ground.chapters import SOLUTIONS, chapters
from dojo.ground.stub_maker import stub
from dojo.tests.verdict.katas_run import SOLUTION, run_katas, run_warm, with_batch, with_lines
from dojo.verdict.beginning import broken_package
from dojo.verdict.undisturbed import undisturbed

FIRST, NAME = chapters()["ch11_arrays"], "ch11_arrays.py"


def fill(folder: Path, **others: str) -> None:
    """Fill katas/ with the reference, but for chapters with another text."""
    for source in SOLUTIONS.glob("*.py"):
        text = others.get(source.stem) or source.read_text(encoding="utf-8")
        (folder / source.name).write_text(text, encoding="utf-8")


def judged(folder: Path, *options: str, test: str = "test_ch11_arrays", **others: str) -> tuple[int, str]:
    """Run a chapter's tests on the reference, but for chapters with another text."""
    fill(folder, **others)
    return run_warm(folder, f"tests/{test}.py", *options)


def with_bodies(*bodies: str) -> str:
    """Return chapter 1.1 with another line instead of each function's body."""
    text = stub(SOLUTION, "1.1")
    for name, body in zip(FIRST.signatures, bodies, strict=True):
        text = text.replace(f'raise NotImplementedError("1.1 {name}")', body)
    return text


WARNED = {
    "a docstring": SOLUTION.replace('"""', '"""Σ \\sum_i \\d, in LaTeX. ', 1),
    "a text": with_batch(r"pattern = '\d'", "return X[start : start + size]"),
    "a warning": "import warnings\nwarnings.resetwarnings()\nwarnings.warn('old', DeprecationWarning)\n" + SOLUTION,
}


@pytest.mark.parametrize("kind", WARNED)
def test_a_warning_is_no_error(tmp_path: Path, kind: str) -> None:
    """What Python only warns of while it reads a kata, such as LaTeX in a docstring, does not fail the chapter."""
    code, text = judged(tmp_path, ch11_arrays=WARNED[kind])

    assert code == 0 and "5 of 5 functions done" in text, text


def test_a_deep_line_is_shown_around_its_fault(tmp_path: Path) -> None:
    """Of a line of thousands of characters the part with the caret is shown."""
    _, text = judged(tmp_path, ch11_arrays=SOLUTION + "\nx = [" + "1, " * 2000 + "?]\n")

    assert "is not valid Python" in text and "1, 1, ?]\n" in text and max(map(len, text.splitlines())) < 120


MEAN = """
class Mean(Exception):
    def __str__(self): {}

"""
ODD = """
class R:
    def __repr__(self): raise ValueError("no")

class C:
    __class__ = property(lambda self: 1 / 0)

class D(NameError):
    name = 3

"""


MEANT = "raise ValueError('no')", "return 3", "raise SystemExit", "return str(self)"


@pytest.mark.parametrize("body", MEANT)
def test_an_error_that_cannot_be_printed(tmp_path: Path, body: str) -> None:
    """It is a failure like any other at import, told by its type."""
    _, text = judged(tmp_path, ch11_arrays=f"{SOLUTION}{MEAN.format(body)}raise Mean\n")

    assert "Mean: (its message cannot be printed)" in text and "INTERNALERROR" not in text


def test_errors_that_cannot_be_printed(tmp_path: Path) -> None:
    """Nor is one in a function anything else, here in four of them; the fifth is done."""
    errors = (MEAN.format(body).replace("Mean", f"Mean{number}") for number, body in enumerate(MEANT))
    kata = with_lines(f"raise Mean{number}" for number in range(len(MEANT))) + "".join(errors)

    _, text = judged(tmp_path, "--all", ch11_arrays=kata)

    assert all(f"Mean{number}: (its message cannot be printed)" in text for number in range(len(MEANT))), text
    assert "INTERNALERROR" not in text and "1 of 5 functions done" in text


def test_odd_errors(tmp_path: Path) -> None:
    """What a kata raises is told in words, be it something that nothing is prepared for."""
    raised = "BaseException('bare')", "GeneratorExit", r"ValueError('a\x1b[2Jb\ud800')", "D('odd')"
    lines = [f"raise {error}" for error in (*raised, "ExceptionGroup('two', [ValueError('a'), KeyError('b')])")]

    code, text = judged(tmp_path, "--all", ch11_arrays=ODD + with_bodies(*lines))

    assert code == 1 and "INTERNALERROR" not in text and "\x1b" not in text
    told = (
        "BaseException: bare",
        "  GeneratorExit\n",
        r"ValueError: a\x1b[2Jb\ud800",
        "D: odd",
        "ExceptionGroup: two (2",
    )
    assert [each for each in told if each not in text] == [], text


def test_odd_results(tmp_path: Path) -> None:
    """What a kata gives is told in words, be it something that nothing is prepared for."""
    given = "R()", "C()", "[R()]", "type('', (), {})", "lambda: 1"

    code, text = judged(tmp_path, "--all", ch11_arrays=ODD + with_bodies(*(f"return {result}" for result in given)))

    assert code == 1 and "INTERNALERROR" not in text and "0 of 5 functions done" in text
    assert "got       R (it cannot be shown)" in text and "got       list" in text, text


BACKWARDS = {
    "from ch12_matrices import dot": ("imports chapter 1.2, which comes later", "dot belongs to chapter 1.2, which"),
    "import ch45_capstone": ("imports chapter 4.5, which comes later", "A chapter imports earlier chapters alone"),
    "from neural_network import batch": ("imports neural_network, which imports this", "batch is this chapter's own"),
    "from neural_network import *": ("imports neural_network, which imports this", "alone: take this line out."),
    "from ch11_arrays import batch": ("imports itself", "batch is this chapter's own and needs no import."),
}


@pytest.mark.parametrize("line", BACKWARDS)
def test_an_import_that_goes_in_circles(tmp_path: Path, line: str) -> None:
    """The line at fault is shown, and that it should go; not the last one of the circle."""
    second = "import ch11_arrays\nch11_arrays.batch\n" + (SOLUTIONS / "ch12_matrices.py").read_text(encoding="utf-8")

    code, text = judged(tmp_path, ch11_arrays=f"{line}\n{SOLUTION}", ch12_matrices=second)

    headline, advice = BACKWARDS[line]
    assert code == 1 and f"katas/ch11_arrays.py:1 {headline}" in text and advice in text, text
    assert "partially" not in text and "Finish that first" not in text


def test_what_to_import_from_where(tmp_path: Path) -> None:
    """Of an import from neural_network each name is led to the earlier chapter that has it."""
    line = "from neural_network import (\n    sigmoid,\n    dot,\n    softmax,\n)\n"
    kata = line + (SOLUTIONS / "ch32_activations.py").read_text(encoding="utf-8")

    _, text = judged(tmp_path, test="test_ch32_activations", ch32_activations=kata)

    assert (
        "  from ch13_functions import sigmoid\n  from ch12_matrices import dot\nsoftmax is this chapter's own" in text
    )


def test_files_that_import_each_other(tmp_path: Path) -> None:
    """A file of the learner's own and a chapter are both named, with their lines."""
    (tmp_path / "helpers.py").write_text("from ch11_arrays import batch\n", encoding="utf-8")

    code, text = judged(tmp_path, ch11_arrays=f"from helpers import batch\n{SOLUTION}")

    assert code == 1 and "katas/ch11_arrays.py and katas/helpers.py import each other" in text
    assert "katas/helpers.py:1   from ch11_arrays import batch" in text


def test_what_a_kata_sets_stays_its_own(tmp_path: Path) -> None:
    """Settings for the whole program, at import or in a function, do not reach other chapters, tests and messages."""
    settings = """
import locale, os, random, sys, tempfile, warnings
import numpy as np

def set_all():
    np.seterr(all="ignore"), np.set_printoptions(precision=1), warnings.simplefilter("ignore"), random.seed(0)
    np.random.seed(0), sys.setrecursionlimit(400), os.chdir(tempfile.gettempdir()), locale.setlocale(locale.LC_ALL, "C")

set_all()
"""
    first = SOLUTION.replace("    return X + row", "    set_all()\n    return X + row") + settings
    sigmoid = (SOLUTIONS / "ch13_functions.py").read_text(encoding="utf-8")
    naive = "import ch11_arrays\n" + sigmoid + "\n\ndef sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n"
    fill(tmp_path, ch11_arrays=first, ch13_functions=naive)

    code, text = run_katas(tmp_path, "--polish", "tests/test_ch13_functions.py", test="test_ch11_arrays")

    assert code == 1 and "1.1 polish" in text and "overflow encountered in exp" in text, text


def test_what_is_put_back() -> None:
    """Each setting is what it was, though a kata changes them all."""
    before, nothing = _settings(), cast(Any, None)
    with undisturbed():
        np.seterr(all="raise")
        np.set_printoptions(precision=1)
        np.random.seed(1)
        random.seed(1)
        warnings.simplefilter("error")
        sys.setrecursionlimit(2000)
        locale.setlocale(locale.LC_ALL, "C")
        os.chdir("/")
        os.environ.clear()
        sys.setprofile(nothing)
        sys.stdout = sys.excepthook = np.exp = builtins.len = math.exp = sys.modules["math"] = nothing
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.close(1)

    assert _settings() == before


def _settings() -> list[object]:
    options, luck = np.get_printoptions(), str(np.random.get_state())
    places = locale.setlocale(locale.LC_ALL), os.getcwd()
    names = sys.stdout, sys.excepthook, np.exp, builtins.len, math.exp, sys.modules["math"]
    more = (
        dict(os.environ),
        sys.getprofile(),
        sys.getrecursionlimit(),
        signal.getsignal(signal.SIGINT),
        os.fstat(1).st_ino,
    )
    return [np.geterr(), options, luck, random.getstate(), [*warnings.filters], places, names, more]


def test_a_broken_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An ImportError from within an installed package is told with what repairs it; other errors are not."""
    package = tmp_path / "site-packages" / "scipy" / "special.py"
    package.parent.mkdir(parents=True)
    monkeypatch.setattr("dojo.verdict.beginning.VENV", tmp_path)
    said: list[str] = []
    for line in "import no_such_module", "1 / 0":
        try:
            exec(compile(line, str(package), "exec"))
        except (ImportError, ZeroDivisionError) as error:
            said.append(broken_package(error))

    expected = "the package scipy cannot be imported (No module named 'no_such_module'). This repairs it: nox -s env"
    assert said == [expected, ""]
