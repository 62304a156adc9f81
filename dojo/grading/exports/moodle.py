"""The CSV that Moodle imports as grades: choose the columns there, "Email address" or "ID number" for the student.

Both the points and the feedback have to be mapped to the same grade item, since Moodle empties what is not mapped.
Source: MoodleDocs, "Grade import".
"""

import html
from collections.abc import Mapping, Sequence
from itertools import accumulate

from dojo.grading import due
from dojo.grading.roster import Student
from dojo.grading.tables import Cell, as_csv
from dojo.grading.words import TO_STUDENTS, Result, functions_of, not_taken, points

HEADINGS = ["ID number", "Email address", "Full name"]
LONGEST = 4_000  # characters of feedback: what is longer is in the student's page


def text(results: Sequence[Result], roster: Mapping[str, Student], title: str) -> str:
    """Return the points and short feedback of those who have handed something in."""
    rows: list[list[Cell]] = [[*HEADINGS, title, f"{title} feedback"]]
    for result in results:
        student = roster.get(result["id"], Student(result["id"]))
        rows.append([student.id, student.email, student.name, result["points"], _feedback(result)])
    return as_csv(rows)


def _feedback(result: Result) -> str:
    """Say in a few lines of HTML, which is what Moodle shows, what is open; the page of feedback says more."""
    lines = [f"{points(result['points'])} of {points(result['possible'])} points"]
    lines += [late] if (late := due.in_words(result["late"])) else []
    for session, name, function in functions_of(result):
        if function["verdict"] != "passed":
            lines.append(f"{session} {name}: {TO_STUDENTS[function['verdict']]}")
    lines += not_taken(result)
    escaped = [html.escape(line[:LONGEST]) for line in lines]
    fitting = sum(length <= LONGEST for length in accumulate(len(line) + len("<br>") for line in escaped))
    return "<br>".join([*escaped[:fitting], *["…"] * (fitting < len(escaped))])
