"""Chapters that build on others: borrowed from the reference, or changed by another kata."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from dojo.ground.chapters import chapters
from dojo.tests.practice.at_work import edit, fill, progress, run, state, summary


def test_borrowing_earns_credit(project: Path) -> None:
    """A chapter that is green with others borrowed is done, with these named; the next step goes on after it.

    Its functions are compared and shown with their times, as those of any other chapter.
    """
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
    command = [sys.executable, "-m", "dojo.practice.compare", "forward_perceptron"]
    compared = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8").stdout
    assert "the reference's" in compared and "with arrays of (" in compared


def test_what_was_borrowed_is_written(project: Path) -> None:
    """Once the learner has written what was borrowed, the chapter is done without; changes are tried again.

    A chapter that was done with others borrowed has changed since, once what it was tested with has.
    """
    fill(project, "ch31_perceptron")
    run(project, "tests/test_ch31_perceptron.py", "--borrow")
    behind = summary(project)["chapters"]["ch3_1"]["borrowed"]
    edit(project, "ch31_perceptron", lambda text: f"{text}\n# one more line\n")
    changed = state(project, "ch3_1")

    fill(project, "ch31_perceptron", *(name for name, chapter in chapters().items() if chapter.number in behind))

    row = summary(project)["chapters"]["ch3_1"]
    assert behind and changed == "changed since"
    assert row["borrowed"] == [] and all(row["functions"].values())
    edit(project, "ch31_perceptron", lambda text: text.replace(">= threshold", "< threshold"))
    assert state(project, "ch3_1") != "done"


LENDS = {
    "a place for modules": ("import sys\nsys.path.append('mine')", "import lent"),
    "a name of NumPy's": ("np.float = float", "np.float"),
    "a class": ("import fractions\nfractions.Fraction.lent = 1", "import fractions\nfractions.Fraction.lent"),
    "a name that is built in": ("import builtins\nbuiltins.lent = 1", "lent"),
}
PAIRS = [tuple(LENDS)[:2], tuple(LENDS)[2:]]


@pytest.mark.parametrize("kinds", PAIRS, ids=" and ".join)
def test_no_chapter_changes_another(project: Path, kinds: Sequence[str]) -> None:
    """The table says of each chapter what its own session says, whatever else was tested for the table."""
    (project / "mine").mkdir()
    (project / "mine" / "lent.py").write_text("", encoding="utf-8")
    borrowers = dict(zip(kinds, ("ch13_functions", "ch21_losses"), strict=True))
    fill(project, "ch12_matrices", *borrowers.values())
    edit(project, "ch12_matrices", lambda text: "\n".join([text, *(LENDS[kind][0] for kind in kinds), ""]))
    for kind, name in borrowers.items():
        with (project / "katas" / f"{name}.py").open("a", encoding="utf-8") as kata:
            kata.write(f"\n{LENDS[kind][1]}\n")
    by_table = summary(project)["chapters"]

    assert by_table["ch1_2"]["state"] == "done"
    for kind, name in borrowers.items():
        assert by_table[chapters()[name].session]["state"] == "at work", kind
        assert "cannot be tested yet" in run(project, f"tests/test_{name}.py"), kind
