"""A class's folder of grades has what people read, and the screen says what to look at first."""

from pathlib import Path

from dojo.grading.outputs import summary, write_outputs
from dojo.tests.grading.samples import ROSTER, ada, eve


def test_everybody_gets_feedback_and_the_class_its_tables(tmp_path: Path) -> None:
    """Files have their names and places, and are the same when they are written again."""
    for _ in range(2):
        write_outputs(tmp_path, [ada(), eve()], ROSTER, ["canvas", "junit"])

    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {"ada/feedback.md", "ada/feedback.html", "eve/feedback.md", "eve/feedback.html"} | {
        "wide.csv", "long.csv", "exports/canvas.csv", "exports/junit/ada.xml", "exports/junit/eve.xml"}  # fmt: skip
    assert "Ada Lovelace" in (tmp_path / "ada" / "feedback.md").read_text(encoding="utf-8")


def test_grader_errors_come_first() -> None:
    """Then what is disputed, who is missing, and the mean."""
    assert summary([ada(), eve()], ROSTER) == [
        "eve: grader error: ch4_1.predict",
        "eve: disputed: ch4_1.gradient_norms",
        "nothing handed in: zoe",
        "2 graded, 1.75 of 6 points on average",
    ]
