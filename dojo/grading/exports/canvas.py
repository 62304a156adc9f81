"""The CSV that Canvas imports into its gradebook: two rows of headings, then a row for each student.

Canvas finds students by ID (its own), SIS User ID or SIS Login ID, and needs the Section. A roster may have columns of
these names, as an export of the gradebook has them; without, a student's id goes to SIS Login ID.
Source: Canvas Instructor Guide, "How do I import grades in the Gradebook?"
"""

from collections.abc import Mapping, Sequence

from dojo.grading.roster import Student
from dojo.grading.tables import Cell, as_csv
from dojo.grading.words import Result

HEADINGS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]


def text(results: Sequence[Result], roster: Mapping[str, Student], title: str) -> str:
    """Return the points of a class; who is on the roster and has handed in nothing gets an empty cell, not a 0."""
    possible = max((result["possible"] for result in results), default=0.0)
    found = {result["id"]: result["points"] for result in results}
    names = [*found, *(name for name in roster if name not in found)]
    heads: list[list[Cell]] = [[*HEADINGS, title], ["    Points Possible", "", "", "", "", possible]]
    return as_csv([*heads, *([*_who(roster.get(name, Student(name))), found.get(name)] for name in names)])


def _who(student: Student) -> list[Cell]:
    more = student.more
    own, user, login = (more.get(key, "") for key in ("canvas id", "sis user id", "sis login id"))
    return [student.name or student.id, own, user, login or student.id, more.get("section", "")]
