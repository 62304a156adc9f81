"""The text of an issue: complete, and nothing in it that is nobody's business."""

import re
import subprocess
import sys
from pathlib import Path

from dojo.practice.report import fenced
from dojo.tests.endless import IN_C, hasten

KILLS = True  # so that each test has a project of its own


def report(project: Path, *arguments: str) -> str:
    """Run it in a project, and return what it prints."""
    command = [sys.executable, "-m", "dojo.practice.report", *arguments]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def written(project: Path, old: str = "", new: str = "") -> None:
    """Write chapter 1.1 with something else in it."""
    text = (project / "solutions" / "ch11_arrays.py").read_text(encoding="utf-8")
    assert old in text
    (project / "katas" / "ch11_arrays.py").write_text(text.replace(old, new), encoding="utf-8")


def test_all_that_matters_is_there(project: Path) -> None:
    """The failure, the function, what the reference does and the versions, and no place of this machine.

    Without a name it is about the function that is next. One that passes, or is not written, is told so.
    """
    written(project, "return X + row\n", "return X - row\n")
    said, passes, unwritten = report(project), report(project, "batch"), report(project, "dot")

    assert "# 1.1 add_row: a test seems wrong" in said and "`add_row` does not pass here, the reference passes" in said
    assert "katas/ch11_arrays.py:" in said and "expected" in said and "return X - row" in said
    assert re.search(r"Python 3\.\d+\.\d+ on ", said) and re.search(r"numpy \d+\.\d+", said)
    assert str(project) not in said and str(Path.home()) not in said.replace("~", "")
    assert "general broadcasting rules" not in said, "the docstring is known"
    assert "`batch` passes here" in passes and "all quick tests of this function pass" in passes
    assert "# 1.2 dot: a test seems wrong" in unwritten and "dot is not written yet" in unwritten


def test_kata_that_is_no_python(project: Path) -> None:
    """Of a file that Python cannot read the fault is told."""
    written(project, "def batch(", "def batch((")
    said = report(project, "batch")

    assert "is not valid Python" in said and "# line " in said
    assert "no collectors" not in said, "this names each test, and the reason is given already"


def test_what_heeds_no_interruption_ends(project: Path) -> None:
    """A test that has to be ended is told as its session tells it."""
    hasten(project)
    written(project, "return X + row\n", f"{IN_C}\n")
    said = report(project, "add_row")

    assert "The tests ended in the middle of add_row: its time was up" in said and "the reference passes" in said


def test_nothing_ends_a_block() -> None:
    """A function with Markdown's fences in it stays in its block."""
    assert fenced("a\n```\nb\n`````", "text").startswith("``````text\n")


def test_unknown_name(project: Path) -> None:
    """A mistyped name is answered in a line."""
    assert "did you mean softmax?" in report(project, "sofmax")
