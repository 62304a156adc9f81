"""Chapters that build on others: borrowed from the reference, or changed by another kata."""

import subprocess
import sys
from pathlib import Path

import pytest

from dojo.ground.chapters import chapters
from dojo.tests.practice.at_work import edit, fill, progress, run, state, summary


def test_borrowing_earns_credit(project: Path) -> None:
    """A chapter that is green with others borrowed is done, with these named; the next step goes on after it."""
    fill(project, "ch11_arrays", "ch31_perceptron")

    text = run(project, "tests/test_ch31_perceptron.py", "--borrow")

    assert "3 of 3 functions done" in text and "-s ch3_2 -- --borrow\n" in text
    found = summary(project)
    row = found["chapters"]["ch3_1"]
    assert row["state"] == "done" and all(row["functions"].values()) and row["polish"]["passed"] > 0
    assert "1.3" in row["borrowed"] and "1.1" not in row["borrowed"]
    assert found["next"]["command"].endswith("-s ch3_2 -- --borrow")
    assert f"with {', '.join(row['borrowed'])} borrowed" in " ".join(progress(project, columns=120).split())
    progress(project, "--html")
    page = (project / "plots" / "progress.html").read_text(encoding="utf-8")
    assert f"with {', '.join(row['borrowed'])} borrowed from the reference" in page


def test_borrowed_and_changed(project: Path) -> None:
    """A chapter that was done with others borrowed has changed since, once what it was tested with has."""
    fill(project, "ch31_perceptron")
    run(project, "tests/test_ch31_perceptron.py", "--borrow")

    edit(project, "ch31_perceptron", lambda text: f"{text}\n# one more line\n")

    assert state(project, "ch3_1") == "changed since"


def test_what_was_borrowed_is_written(project: Path) -> None:
    """Once the learner has written what was borrowed, the chapter is done without; changes are tried again."""
    fill(project, "ch31_perceptron")
    run(project, "tests/test_ch31_perceptron.py", "--borrow")
    behind = summary(project)["chapters"]["ch3_1"]["borrowed"]

    fill(project, *(name for name, chapter in chapters().items() if chapter.number in behind))

    row = summary(project)["chapters"]["ch3_1"]
    assert row["borrowed"] == [] and all(row["functions"].values())
    edit(project, "ch31_perceptron", lambda text: text.replace(">= threshold", "< threshold"))
    assert state(project, "ch3_1") != "done"


def test_a_borrowed_chapter_can_be_compared(project: Path) -> None:
    """Its functions are shown with their times, as those of any other chapter."""
    fill(project, "ch31_perceptron")
    run(project, "tests/test_ch31_perceptron.py", "--borrow")

    command = [sys.executable, "-m", "dojo.practice.compare", "forward_perceptron"]
    text = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8").stdout

    assert "the reference's" in text and "with arrays of (" in text


LENDS = {
    "a place for modules": ("import sys\nsys.path.append('mine')", "import lent"),
    "a name of NumPy's": ("np.float = float", "np.float"),
    "a class": ("import fractions\nfractions.Fraction.lent = 1", "import fractions\nfractions.Fraction.lent"),
    "a name that is built in": ("import builtins\nbuiltins.lent = 1", "lent"),
}


@pytest.mark.parametrize("kind", LENDS)
def test_no_chapter_changes_another(project: Path, kind: str) -> None:
    """The table says of each chapter what its own session says, whatever else was tested for the table."""
    first, second = LENDS[kind]
    (project / "mine").mkdir()
    (project / "mine" / "lent.py").write_text("", encoding="utf-8")
    fill(project, "ch12_matrices", "ch13_functions")
    edit(project, "ch12_matrices", lambda text: f"{text}\n{first}\n")
    edit(project, "ch13_functions", lambda text: f"{text}\n{second}\n")
    by_table, by_session = summary(project)["chapters"], run(project, "tests/test_ch13_functions.py")

    assert [by_table[name]["state"] for name in ("ch1_2", "ch1_3")] == ["done", "at work"]
    assert "cannot be tested yet" in by_session
