"""The roster: who is in the class. `roster.csv` has the columns id, name and email; others are kept for exports."""

import csv
import hashlib
import hmac
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dojo.grading.due import moment
from dojo.grading.submissions import Submission, apart, fault_of_id, nothing

ALSO = {"e-mail": "email", "email address": "email", "e-mail address": "email", "full name": "name", "student": "name"}


class Student(NamedTuple):
    """One row of the roster."""

    id: str
    name: str = ""
    email: str = ""
    submitted: datetime | None = None  # the roster's word for it goes before all others
    more: Mapping[str, str] = {}  # other columns, by their headings in small letters


def read_roster(path: Path) -> dict[str, Student]:
    """Return the students of a class by id, in the roster's order.

    Raises:
        ValueError: a column is missing, or an id is odd or there twice.
        OSError: it cannot be read.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            head = file.readline()
            file.seek(0)
            rows = [row for row in csv.DictReader(file, delimiter=max(",;\t", key=head.count)) if _is_filled(row)]
        except (csv.Error, UnicodeDecodeError) as error:
            raise ValueError(f"{path} is not CSV in UTF-8, as spreadsheets can save it: {error}") from None
    if not rows:
        raise ValueError(f"{path} has no students")
    students = [_student(row, f"{path}, student {number}") for number, row in enumerate(rows, 1)]
    if twins := apart([student.id for student in students]):
        raise ValueError(f"{path}: {', '.join(sorted(twins))}: an id is there twice, but for capital letters")
    return {student.id: student for student in students}


def missing(roster: Iterable[str], submitted: Iterable[str]) -> list[str]:
    """Return who is on the roster and has handed in nothing."""
    there = set(submitted)
    return [name for name in roster if name not in there]


def strangers(roster: Iterable[str], submitted: Iterable[str]) -> list[str]:
    """Return who has handed something in and is not on the roster."""
    known = set(roster)
    return [name for name in submitted if name not in known]


def known_by(name: str, roster: Mapping[str, Student]) -> str:
    """Return the roster's id of somebody who may be known elsewhere by an e-mail address, or in capital letters."""
    if name in roster:
        return name
    same = name.casefold()
    return next((each.id for each in roster.values() if same in (each.id.casefold(), each.email.casefold())), name)


def by_roster(found: Mapping[str, Submission], roster: Mapping[str, Student]) -> dict[str, Submission]:
    """Return submissions by the roster's ids; who has handed in under two names is graded for neither."""
    ids = {name: known_by(name, roster) for name in found}
    each = Counter(ids.values())
    twice = nothing("there are two submissions of this student, under different names: remove one of them")
    return {own: submission if each[own] == 1 else twice for name, submission in found.items() for own in [ids[name]]}


def pseudonym(name: str, key: bytes) -> str:
    """Return a name for a student that does not tell who it is; the same key gives the same, without it nobody can."""
    return f"student-{hmac.new(key, name.encode(), hashlib.sha256).hexdigest()[:10]}"


def _student(row: dict[str, str], where: str) -> Student:
    named = {ALSO.get(_small(key), _small(key)): (value or "").strip() for key, value in row.items() if key}
    if "id" not in named:
        raise ValueError(f"{where}: there is no column id, only {', '.join(named)}")
    named["id"] = unicodedata.normalize("NFC", named["id"])
    if fault := fault_of_id(named["id"]):
        raise ValueError(f"{where}: {named['id']!r}: {fault}")
    own = {"id", "name", "email", "submitted"}
    when = _moment(named["submitted"], where) if named.get("submitted") else None
    more = {key: value for key, value in named.items() if key not in own}
    return Student(named["id"], named.get("name", ""), named.get("email", ""), when, more)


def _is_filled(row: dict[str, str | None]) -> bool:
    """Tell whether a row has anything in it: spreadsheets write rows of commas below a table."""
    return any(isinstance(value, str) and value.strip() for value in row.values())


def _moment(text: str, where: str) -> datetime:
    try:
        return moment(text)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None


def _small(heading: str) -> str:
    return heading.strip().casefold()
