"""Whatever ends the tests early is a failure with one clear line, and nothing wrong is kept of it."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dojo.ground.chapters import SOLUTIONS
from dojo.proof.project import make_project

SOLUTION = (SOLUTIONS / "ch11_arrays.py").read_text(encoding="utf-8")
BODY = "    return X[start : start + size]\n"  # of batch, the fourth function of five
SESSION = "import sys; from dojo.ground.chapters import chapters; from dojo.verdict import judge; " + (
    "sys.exit(judge.test_chapter(chapters()['ch11_arrays'], sys.argv[1:]))"
)
LIMIT = 30.0  # seconds, on whatever machine


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that all these tests write their katas into."""
    return make_project(tmp_path_factory.mktemp("project"))


def session(project: Path, kata: str, *options: str) -> tuple[int, str]:
    """Run chapter 1.1 as its session does; return the exit code and what is printed."""
    (project / "katas" / "ch11_arrays.py").write_text(kata, encoding="utf-8")
    command = [sys.executable, "-c", SESSION, *options]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", timeout=100)
    assert time.perf_counter() - start < LIMIT
    return done.returncode, done.stdout + done.stderr


def batch(*lines: str) -> str:
    """Return chapter 1.1, right but for the body of `batch`."""
    assert BODY in SOLUTION
    return SOLUTION.replace(BODY, "".join(f"    {line}\n" for line in lines))


ENDS = {
    "ends while imported": (SOLUTION + "\nimport os\nos._exit(0)\n", "katas/ch11_arrays.py, or a file that it imports"),
    "ends": (batch("import os", "os._exit(0)"), "in the middle of batch: something ended the program with exit code 0"),
    "counts in C": (batch("return sum(range(10**12))"), "its time was up, and it could not be interrupted"),
    "catches all": (batch("while True:", "    try:", "        size += 1", "    except BaseException: pass"), "batch "),
    "crashes": (batch("import ctypes", "return ctypes.string_at(0)"), "in the middle of batch"),
    "skips": (batch("import unittest", "raise unittest.SkipTest('later')"), "the kata ends its own test: later"),
    "skips while imported": (SOLUTION + "\nimport unittest\nraise unittest.SkipTest\n", "skips its own tests"),
    "raises the base": (batch("raise BaseException('odd')"), "BaseException: odd"),
    "raises GeneratorExit": (batch("raise GeneratorExit"), "GeneratorExit"),
}


@pytest.mark.parametrize("kind", ENDS)
def test_strange_endings(project: Path, kind: str) -> None:
    """The exit code is 1, a line says what was going on, and neither pytest's insides nor a success is shown."""
    kata, said = ENDS[kind]

    code, text = session(project, kata)

    assert code == 1 and said in text, text
    assert "INTERNALERROR" not in text and "Traceback" not in text and "Next: " not in text


def test_place_of_what_cannot_be_interrupted(project: Path) -> None:
    """The line in which the time was up is shown."""
    _, text = session(project, batch("return sum(range(10**12))"))

    assert re.search(r"katas/ch11_arrays\.py:\d+   return sum\(range\(10\*\*12\)\)", text)


def test_failure_is_shown_when_the_diagnosis_ends(project: Path) -> None:
    """If looking for the cause ends the process, the failure itself is still shown."""
    kata = batch("if size == 4 and start == 4:", "    import os", "    os._exit(0)", "return X[start:]")

    code, text = session(project, kata)

    assert code == 1 and "batch: Of rows 0 to 5" in text and "expected  shape (2, 2)" in text


@pytest.mark.parametrize("option", ["--setup-only", "--setup-plan", "-Wignore", "--deselect=x"])
def test_options_that_change_the_verdict_keep_nothing(project: Path, option: str) -> None:
    """After a run with options whose effect nobody knows, nothing is recorded."""
    for record in (project / ".kata_cache").glob("*"):
        record.unlink()

    session(project, SOLUTION, option)

    assert not list((project / ".kata_cache").glob("ch*"))


def test_helpers_of_the_learner_count(project: Path) -> None:
    """A record holds only as long as other files in katas/ are what they were."""
    helpers = project / "katas" / "helpers.py"
    helpers.write_text("SIZE = 1\n", encoding="utf-8")
    kata = SOLUTION.replace(BODY, f"    import helpers  # {{}}\n    assert helpers.SIZE\n{BODY}")
    session(project, kata)
    (record,) = (project / ".kata_cache").glob("ch11*")
    before = record.read_text(encoding="utf-8")
    helpers.write_text("SIZE = 0\n", encoding="utf-8")

    code, _ = session(project, kata)

    helpers.unlink()
    assert code == 1 and record.read_text(encoding="utf-8") != before
