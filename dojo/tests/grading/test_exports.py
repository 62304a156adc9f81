"""Each export has the form that its reader publishes."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest

from dojo.grading.exports import FORMATS, export
from dojo.tests.grading.samples import ROSTER, ada, eve


def made(name: str) -> dict[str, str]:
    """Return the files of a format for two students."""
    return export(name, [ada(), eve()], ROSTER, "Katas 1")


def test_gradescope_gets_a_score_and_a_test_for_each_function() -> None:
    """The keys and values are those of results.json; all text is plain text, so that nothing is taken for HTML."""
    files = made("gradescope")
    result = json.loads(files["gradescope/ada.json"])

    assert list(files) == ["gradescope/ada.json", "gradescope/eve.json"]
    assert result["score"] == 3.5 and "1 day and 1 hour late" in result["output"]
    assert {result[key] for key in ("output_format", "test_output_format", "test_name_format")} == {"text"}
    assert set(result) <= {"score", "execution_time", "output", "output_format", "test_output_format", "tests"} | {
        "test_name_format", "visibility", "stdout_visibility", "extra_data", "leaderboard"}  # fmt: skip
    for test in result["tests"]:
        assert set(test) <= {"score", "max_score", "status", "name", "name_format", "number", "output"} | {
            "output_format", "tags", "visibility", "extra_data"}  # fmt: skip
        assert test["status"] in ("passed", "failed") and 0 <= test["score"] <= test["max_score"]
    assert "At the threshold itself" in result["tests"][-1]["output"]


def test_junit_has_a_suite_for_each_chapter() -> None:
    """Counts agree with the cases, all that both schemas require is there, and no character that XML forbids."""
    files = made("junit")
    suites = {name: ElementTree.fromstring(text) for name, text in files.items()}

    for root in suites.values():
        for suite in root.iter("testsuite"):
            assert {"name", "package", "id", "hostname", "timestamp", "time", "tests", "failures", "errors"} == set(
                suite.attrib
            )
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.attrib["timestamp"])
            assert [child.tag for child in suite if child.tag != "testcase"] == [
                "properties",
                "system-out",
                "system-err",
            ]
            for tag, attribute in ("testcase", "tests"), ("failure", "failures"), ("error", "errors"):
                assert len(list(suite.iter(tag))) == int(suite.attrib[attribute])
    (case,) = suites["junit/ada.xml"].findall(".//testcase[@name='predict_binary']/failure")
    assert case.attrib["type"] == "failed" and "At the threshold itself" in (case.text or "")


def test_canvas_gets_two_rows_of_headings() -> None:
    """Students are found by the roster's columns or by their id, and nobody gets a 0 for not handing in."""
    heads, possible, *students = csv.reader(io.StringIO(made("canvas")["canvas.csv"]))

    assert heads == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Katas 1"]
    assert possible[0].strip() == "Points Possible" and possible[-1] == "6"
    assert students[0] == ["Ada Lovelace", "17", "", "ada", "A", "3.5"]
    assert students[2] == ["Zoë", "", "", "zoe", "", ""]


def test_moodle_gets_points_and_feedback() -> None:
    """Feedback is a few lines of escaped HTML."""
    ada_, eve_ = csv.DictReader(io.StringIO(made("moodle")["moodle.csv"]))

    assert (ada_["ID number"], ada_["Email address"], ada_["Katas 1"]) == ("ada", "ada@example.org", "3.5")
    assert (
        "3.5 of 5 points<br>1 day and 1 hour late<br>ch3_1 perceptron_loss_and_grads: not written yet"
        in (ada_["Katas 1 feedback"])
    )
    assert "<script" not in eve_["Katas 1 feedback"] and "<img" not in eve_["Katas 1 feedback"]


def test_moodles_feedback_is_cut_between_lines() -> None:
    """However long it is, no tag and no character is broken."""
    result = eve() | {"refused": [{"file": "<" * 300, "reason": "&" * 300}] * 40}

    (row,) = csv.DictReader(io.StringIO(export("moodle", [result], {})["moodle.csv"]))

    assert len(row["Katas feedback"]) < 4100 and row["Katas feedback"].endswith("<br>…")


@pytest.mark.parametrize("worth", [1.0, 0.5])
def test_classroom50_gets_integers(worth: float) -> None:
    """Scores are whole numbers that do not exceed their maxima, and all fields are set."""
    result = ada()
    result["chapters"]["ch3_1"]["functions"]["predict_binary"]["possible"] = worth

    made = json.loads(export("classroom50", [result], {})["classroom50/ada/result.json"])

    assert made["schema"] == "classroom50/result/v1" and made["submission"].startswith("submit/")
    for key in "classroom", "assignment", "owner", "commit", "release", "review", "datetime":
        assert isinstance(made[key], str) and made[key]
    for each in made, *made["tests"]:
        assert type(each["score"]) is type(each["max-score"]) is int and 0 <= each["score"] <= each["max-score"]
    assert made["score"] == sum(test["score"] for test in made["tests"])


def test_classroom50s_runner_says_what_is_graded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the runner has in the environment goes into the file."""
    for name, value in {"CLASSROOM": "dl", "ASSIGNMENT": "m3", "SUBMISSION_TAG": "submit/1", "USERNAME": "Ada"}.items():
        monkeypatch.setenv(name, value)

    made = json.loads(export("classroom50", [ada()], {})["classroom50/ada/result.json"])

    assert [made[key] for key in ("classroom", "assignment", "submission", "owner")] == ["dl", "m3", "submit/1", "Ada"]


def test_an_unknown_format_is_refused() -> None:
    """The formats that there are are told."""
    with pytest.raises(ValueError, match="gradescope, junit, canvas, moodle, classroom50"):
        export("blackboard", [], {})


def test_every_format_takes_an_empty_class() -> None:
    """Nobody has handed in anything: that is no error."""
    assert all(isinstance(export(name, [], {}), dict) for name in FORMATS)
