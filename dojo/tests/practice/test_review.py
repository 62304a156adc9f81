"""Reviews: what is due when, and that the function is written again where katas/ is not touched."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dojo.ground.chapters import chapters
from dojo.tests.practice.pristine import Pristine
from dojo.tests.practice.records import Records, put_records, records_in

Attached = Callable[..., str]


def run(project: Path, module: str, *arguments: str) -> str:
    """Run a module in a project that does not wait, and return what it prints."""
    command = [sys.executable, "-m", f"dojo.practice.{module}", *arguments]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def reviews(project: Path) -> dict[str, Any]:
    """Return what the progress says of reviews."""
    found: dict[str, Any] = json.loads(run(project, "progress", "--json"))["reviews"]
    return found


def days_ago(days: int) -> str:
    """Return a time some days ago, at noon."""
    return f"{date.today() - timedelta(days)}T12:00:00"


def turned_green(project: Path, name: str, days: int) -> None:
    """Let a chapter's functions have been green for some days."""
    path = project / ".kata_cache" / f"{name}.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["since"] = dict.fromkeys(record["since"], days_ago(days))
    path.write_text(json.dumps(record), encoding="utf-8")


@pytest.fixture(scope="module")
def records(pristine: Pristine) -> Records:
    """Return what is kept of chapters 1.1 and 1.2 once they are written and tested, in any project."""
    project = pristine.as_new()
    write(project)
    run(project, "progress")
    return records_in(project)


def write(project: Path) -> None:
    """Write chapters 1.1 and 1.2."""
    for name in ("ch11_arrays", "ch12_matrices"):
        (project / "katas" / f"{name}.py").write_bytes((project / "solutions" / f"{name}.py").read_bytes())


@pytest.fixture
def written(project: Path, records: Records) -> Path:
    """Return a project whose chapters 1.1 and 1.2 are written, and known to be green."""
    write(project)
    put_records(project, records)
    return project


def katas(project: Path) -> dict[str, bytes]:
    """Return what katas/ holds."""
    return {path.name: path.read_bytes() for path in (project / "katas").glob("*.py")}


def save(project: Path, named: str, body: str) -> Callable[[], object]:
    """Return what writes the body of a function into its scratch file."""
    number, function = named.split(".")
    name = {"ch1_1": "ch11_arrays", "ch1_2": "ch12_matrices"}[number]
    path = project / "scratch" / "review" / named / f"{name}.py"

    def write() -> None:
        lines = path.read_text(encoding="utf-8").splitlines()
        begin = next(number for number, line in enumerate(lines) if line.startswith(f"def {function}("))
        last = next(n for n in range(begin, len(lines)) if lines[n].startswith(("    raise Not", "    return")))
        path.write_text("\n".join([*lines[:last], f"    {body}", *lines[last + 1 :]]) + "\n", encoding="utf-8")

    return write


def test_due_after_three_days(written: Path) -> None:
    """What turned green two days ago is not due, after three days it is; the table and JSON say so."""
    turned_green(written, "ch11_arrays", 2)
    early, nothing = reviews(written), run(written, "review")
    turned_green(written, "ch11_arrays", 3)
    due = reviews(written)

    assert early["due"] == [] and early["next"]["on"] == str(date.today() + timedelta(1))
    assert "Nothing is due: random_matrix is the first" in nothing
    assert due["due"] == [
        f"ch1_1.{name}" for name in ("random_matrix", "flatten_images", "add_row", "batch", "normalize")
    ]
    assert "5 functions are due for a review, ch1_1.random_matrix first: nox -s review" in run(written, "progress")


def test_written_again(written: Path, attached: Attached) -> None:
    """The stub is in a scratch place; a wrong body is told, a right one ends it; katas/ stays, and a copy is kept."""
    turned_green(written, "ch12_matrices", 3)
    before = katas(written)
    saves = [save(written, "ch1_2.dot", body) for body in ("return u * v", "return float((u * v).sum())")]
    said = attached(written, "review", saves=saves)
    after, plan = reviews(written), run(written, "review", "--list")

    assert "dot is not written yet: scratch/review/ch1_2.dot/ch12_matrices.py:" in said
    assert "Your products are not added up" in said and re.search(r"dot is green again, after .* and [23] saves", said)
    assert "what you had" in said and "return float((u * v).sum())" in said
    assert katas(written) == before
    assert before["ch12_matrices.py"] in [path.read_bytes() for path in (written / "backups").iterdir()]
    assert [each["function"] for each in after["done"]] == ["ch1_2.dot"] and "ch1_2.dot" not in after["due"]
    assert f"ch1_2.dot  1 {date.today() + timedelta(7)}" in " ".join(plan.split()).replace("dot 1", "dot  1")
    assert "Reviewed so far: 1, last ch1_2.dot" in run(written, "progress")


def test_each_review_is_later(written: Path) -> None:
    """After the first review the next one is due in 7 days, then in 16, and in the end every 160 days."""
    both = (chapters()[name] for name in ("ch11_arrays", "ch12_matrices"))
    functions = [f"{chapter.session}.{name}" for chapter in both for name in chapter.signatures][:8]
    done = [
        {"function": function, "ended": days_ago(0), "seconds": 1, "saves": 1}
        for count, function in enumerate(functions)
        for _ in range(count)
    ]
    (written / ".kata_cache" / "reviews.json").write_text(json.dumps({"done": done, "open": None}), encoding="utf-8")
    rows = {line.split()[0]: line.split() for line in run(written, "review", "--list").splitlines() if "ch1_" in line}

    assert [int(rows[function][1]) for function in functions] == list(range(8))
    waits = [(date.fromisoformat(rows[function][2]) - date.today()).days for function in functions]
    assert waits == [3, 7, 16, 35, 75, 160, 160, 160]


def test_nothing_written_is_lost(written: Path, attached: Attached) -> None:
    """What was begun is there when it goes on, also after another review, and what was finished after the next one.

    When a review goes on its saves count. A function of a chapter that is named is taken at once.
    """
    attached(written, "review", "batch", saves=[save(written, "ch1_1.batch", "return X[start:size]  # so far")])
    right = "return X[start : start + size]  # once"
    said = attached(written, "review", saves=[save(written, "ch1_1.batch", right)])
    by_name = attached(written, "review", "ch1_2")
    save(written, "ch1_2.dot", "return u * v  # begun")()
    again = attached(written, "review", "batch")
    begun = attached(written, "review", "dot")
    kept = [path.read_text(encoding="utf-8") for path in (written / "scratch" / "review").glob("ch1_1.batch */*.py")]

    assert "# so far" in said and re.search(r"batch is green again, after .* and [23] saves", said)
    assert "dot is not written yet" in by_name
    assert "batch is not written yet" in again and "# begun" in begun
    assert any("# once" in text for text in kept)


def test_at_random(written: Path, attached: Attached) -> None:
    """Any function at random is taken at once; what is not green is not."""
    assert "is not written yet: scratch/review/ch1_" in attached(written, "review", "--random")
    assert "softmax is not green" in run(written, "review", "softmax")
    assert "did you mean softmax?" in run(written, "review", "sofmax")


def test_nothing_is_green(project: Path) -> None:
    """At the beginning there is nothing to review, which is no error."""
    assert run(project, "review") == "No function is green yet: reviews are for what you have written.\n"
    found = reviews(project)
    assert (found["done"], found["due"], found["next"]) == ([], [], None)


DAMAGED = "", "[]", '{"done": 7}', '{"done": [7, {}]}', '{"open": []}', '{"done": null}'
ALL_OF_THEM = """
import sys
from pathlib import Path
from dojo.practice import progress, review

for notes in sys.argv[1:]:
    Path(".kata_cache", "reviews.json").write_text(notes, encoding="utf-8")
    sys.argv = ["progress", "--json"]
    progress.main()
    print("\\f")
    sys.argv = ["review"]
    review.main()
    print("\\f")
"""


def test_damaged_notes_are_none(written: Path) -> None:
    """Notes that cannot be read are as good as none."""
    command = [sys.executable, "-c", ALL_OF_THEM, *DAMAGED]
    said = subprocess.run(command, cwd=written, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    parts = said.split("\f\n")

    assert len(parts) == 2 * len(DAMAGED) + 1
    for notes, everything, nothing in zip(DAMAGED, parts[::2], parts[1::2], strict=False):
        assert json.loads(everything)["reviews"]["done"] == [] and "Nothing is due" in nothing, notes


def test_green_since_stays(written: Path) -> None:
    """A function stays green since its first day while others change, and starts again after it was red."""
    turned_green(written, "ch12_matrices", 9)
    kata = written / "katas" / "ch12_matrices.py"
    text = kata.read_text(encoding="utf-8")
    kata.write_text(text.replace("float(u @ v)", "float(u @ v) + 1"), encoding="utf-8")
    broken = reviews(written)["due"]
    kata.write_text(text, encoding="utf-8")
    repaired = reviews(written)["due"]

    assert "ch1_2.linear" in broken and "ch1_2.dot" not in broken
    assert "ch1_2.linear" in repaired and "ch1_2.dot" not in repaired
