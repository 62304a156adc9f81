"""The roster says who is missing, pseudonyms are stable, and lateness is counted."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dojo.grading.due import in_words, late, moment
from dojo.grading.roster import by_roster, known_by, missing, pseudonym, read_roster, strangers
from dojo.grading.submissions import Submission


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """Return a roster of two."""
    path = tmp_path / "roster.csv"
    path.write_text("ID,Name,E-Mail,Section,submitted\nada,Ada L.,ada@example.org,A,2026-12-01T10:00+00:00\nben,,,B,\n")
    return path


def test_a_roster_has_ids_names_and_addresses(roster: Path) -> None:
    """Headings are read in any case, other columns are kept, and the roster may say when something was handed in."""
    ada, ben = read_roster(roster).values()

    assert (ada.id, ada.name, ada.email, ada.more["section"]) == ("ada", "Ada L.", "ada@example.org", "A")
    assert ada.submitted == datetime(2026, 12, 1, 10, tzinfo=UTC) and ben.submitted is None


def test_who_is_missing_and_who_is_unknown(roster: Path) -> None:
    """Who is on the roster without a submission is missing; who submits without being on it is a stranger."""
    known = read_roster(roster)

    assert missing(known, ["ada", "zoe"]) == ["ben"]
    assert strangers(known, ["ada", "zoe"]) == ["zoe"]
    assert known_by("ADA@example.org", known) == "ada" and known_by("zoe@example.org", known) == "zoe@example.org"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\nada\n", "there is no column id"),
        ("id\n../x\n", "an id begins with"),
        ("id\nada\nADA\n", "there twice"),
        ("id\n", "has no students"),
        ("id,submitted\nada,tomorrow\n", "is no date"),
    ],
)
def test_a_roster_with_faults_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """What is wrong with a roster is said."""
    (tmp_path / "roster.csv").write_text(text)

    with pytest.raises(ValueError, match=said):
        read_roster(tmp_path / "roster.csv")


def test_pseudonyms_are_stable_and_need_the_key() -> None:
    """The same key gives a student the same name each time, and another key another."""
    assert pseudonym("ada", b"1") == pseudonym("ada", b"1") != pseudonym("ada", b"2")
    assert "ada" not in pseudonym("ada", b"1") and pseudonym("ada", b"1") != pseudonym("ben", b"1")


def test_lateness_is_seconds_after_the_due_date() -> None:
    """In time is 0, late is positive, and without a date nobody knows."""
    due = moment("2026-12-01T12:00+00:00")

    assert late(datetime(2026, 12, 1, 12, 0, 1, tzinfo=UTC), due) == 1
    assert late(datetime(2026, 12, 1, 11, tzinfo=UTC), due) == 0
    assert late(None, due) is None is late(due, None)


def test_a_date_alone_is_its_end() -> None:
    """Who writes a day lets work come in until it is over, in the time of this machine."""
    assert moment("2026-12-01").replace(tzinfo=None) == datetime(2026, 12, 1, 23, 59, 59)
    with pytest.raises(ValueError, match="is no date"):
        moment("next week")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (0, "in time"),
        (30, "less than a minute late"),
        (90061, "1 day and 1 hour late"),
        (120, "2 minutes late"),
    ],
)
def test_lateness_in_words(seconds: int | None, said: str) -> None:
    """The two largest units are enough."""
    assert in_words(seconds) == said


@pytest.mark.parametrize("between", [";", "\t"])
def test_a_roster_may_have_other_separators(tmp_path: Path, between: str) -> None:
    """Spreadsheets write semicolons where a comma is in numbers; and rows of nothing but separators below a table."""
    rows = [["id", "name", "email"], ["ada", "Ada, L.", "a@example.org"], ["", "", ""]]
    (tmp_path / "roster.csv").write_text("".join(f"{between.join(row)}\n" for row in rows))

    assert [each[:3] for each in read_roster(tmp_path / "roster.csv").values()] == [("ada", "Ada, L.", "a@example.org")]


def test_a_date_that_is_none_is_found(tmp_path: Path) -> None:
    """The message says where in the roster it is."""
    (tmp_path / "roster.csv").write_text("id,submitted\nada,2026-12-01\nben,01.12.2026\n")

    with pytest.raises(ValueError, match=r"roster\.csv, student 2: '01\.12\.2026' is no date"):
        read_roster(tmp_path / "roster.csv")


@pytest.mark.parametrize("text", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"])
def test_a_moment_at_the_end_of_time_is_no_date(text: str) -> None:
    """What no clock can show is refused like what is no date."""
    with pytest.raises(ValueError, match="is no date"):
        moment(text)


def test_who_hands_in_under_two_names_is_not_lost(tmp_path: Path) -> None:
    """One under the id and one under the e-mail address: neither is graded, and both students see why."""
    (tmp_path / "roster.csv").write_text("id,email\nada,ada@example.org\nben,\n")
    roster = read_roster(tmp_path / "roster.csv")
    work = Submission({"ch31_perceptron.py": b""}, [])

    found = by_roster({"Ben": work, "ada": work, "ada@example.org": work}, roster)

    assert found["ben"] == work and not found["ada"].katas
    assert "two submissions of this student" in found["ada"].refused[0].reason
