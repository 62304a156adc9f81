"""The tables of a class hold everybody, and no cell that a spreadsheet computes."""

import csv
import io

import pytest

from dojo.grading import tables
from dojo.tests.grading.samples import ROSTER, ada, eve


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(text)))


def test_wide_has_a_row_for_each_student() -> None:
    """Points by chapter, lateness, what to look at; of who was not graded, such as with --only, nothing is claimed."""
    ada_, eve_, zoe = rows(tables.wide([ada(), eve()], ROSTER))

    assert (ada_["points"], ada_["possible"], ada_["bonus"], ada_["seconds late"]) == ("3.5", "5", "0.5", "90061")
    assert (ada_["ch2_1"], ada_["ch3_1"], ada_["ch4_1"]) == ("2.5", "1", "")
    assert eve_["note"].startswith("grader error: ch4_1.predict; disputed: ch4_1.gradient_norms; -1 file; 1 not taken")
    assert (zoe["name"], zoe["points"], zoe["ch3_1"], zoe["note"]) == ("Zoë", "", "", "not graded here")


def test_long_has_a_row_for_each_function() -> None:
    """What decided about each function is in its row."""
    first, *_, last = rows(tables.long([ada()], ROSTER))

    assert (first["chapter"], first["function"], first["verdict"]) == ("ch2_1", "mse_loss", "passed")
    assert (last["tests passed"], last["tests"], last["hidden equal"], last["hidden inputs"]) == ("3", "5", "2", "8")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", "\uff1d1+1", " =1"])
def test_a_formula_gets_a_quote(cell: str) -> None:
    """Whatever a spreadsheet would compute becomes text."""
    assert tables.harmless(cell).startswith("'")


def test_no_cell_of_a_table_is_a_formula() -> None:
    """Names, addresses and reasons that begin like formulas are text in both tables."""
    for text in tables.wide([eve()], ROSTER), tables.long([eve()], ROSTER):
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert "'+eve@example.org" in cells
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_who_is_not_on_the_roster_is_noted() -> None:
    """A submission that the roster does not know is graded, and the table says so."""
    only = {"zoe": ROSTER["zoe"]}

    assert "not on the roster" in rows(tables.wide([ada()], only))[0]["note"]
    assert "not on the roster" not in rows(tables.wide([ada()], {}))[0]["note"]
