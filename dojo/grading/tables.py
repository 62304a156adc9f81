"""Tables of a class for spreadsheets: `long.csv` has a row for each function, `wide.csv` one for each student.

A spreadsheet computes what begins with =, +, - or @. No cell that holds somebody's words begins so: it gets a quote.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from dojo.grading.roster import Student
from dojo.grading.words import Result, functions_of, points, to_look_at

Cell = str | float | None
LONG = ["id", "name", "email", "chapter", "function", "verdict", "points", "possible"]
LONG += ["tests passed", "tests", "hidden equal", "hidden inputs", "why"]
WIDE = ["id", "name", "email", "points", "possible", "bonus", "seconds late", "note"]


def long(results: Iterable[Result], roster: Mapping[str, Student]) -> str:
    """Return a row for each function of each student, for statistics."""
    rows = list[list[Cell]]()
    for result in results:
        for session, name, function in functions_of(result):
            tests, hidden = function["tests"], function["hidden"]
            facts: list[Cell] = [session, name, function["verdict"], function["points"], function["possible"]]
            counts: list[Cell] = [tests["passed"], tests["of"], hidden["equal"], hidden["of"], function.get("why", "")]
            rows.append([*_who(result["id"], roster), *facts, *counts])
    return as_csv([LONG, *rows])


def wide(results: Sequence[Result], roster: Mapping[str, Student]) -> str:
    """Return a row for each student, also for those of the roster who have no result here, and so no points."""
    sessions = list(dict.fromkeys(session for result in results for session in result["chapters"]))
    rows = [_row(result, sessions, roster) for result in results]
    there = {result["id"] for result in results}
    for name in roster:
        if name not in there:  # as with --only; who has handed in nothing has a result that says so
            rows.append([*_who(name, roster), None, None, None, None, "not graded here", *(None for _ in sessions)])
    return as_csv([[*WIDE, *sessions], *rows])


def as_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as CSV, with no cell that a spreadsheet would compute."""
    text = io.StringIO()
    csv.writer(text).writerows([[_cell(cell) for cell in row] for row in rows])
    return text.getvalue()


def harmless(text: str) -> str:
    """Return a text on one line as a cell that no spreadsheet takes for a formula."""
    line = " ".join(text.split())
    first = unicodedata.normalize("NFKC", line[:1])  # a full-width = is one, too
    return f"'{line}" if first and first in "=+-@" else line


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return harmless(cell) if isinstance(cell, str) else points(cell)


def _row(result: Result, sessions: Sequence[str], roster: Mapping[str, Student]) -> list[Cell]:
    chapters = result["chapters"]
    bonus = sum(chapter["bonus"] for chapter in chapters.values())
    whole = [each["reason"] for each in result["refused"] if not each["file"]]
    files = len(result["refused"]) - len(whole)
    notes = [*to_look_at(result), *whole, *([f"{files} not taken"] if files else [])]
    notes += ["not on the roster"] if roster and result["id"] not in roster else []
    facts: list[Cell] = [result["points"], result["possible"], bonus, result["late"], "; ".join(notes)]
    return [*_who(result["id"], roster), *facts, *(chapters.get(each, {}).get("points") for each in sessions)]


def _who(name: str, roster: Mapping[str, Student]) -> list[Cell]:
    student = roster.get(name, Student(name))
    return [name, student.name, student.email]
