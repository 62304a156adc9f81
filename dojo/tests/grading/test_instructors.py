"""docs/instructors.md: what it names exists, and the class of three gets what it says."""

import csv
import importlib
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from dojo.grading.walls import trouble
from dojo.ground.chapters import ROOT

PAGE = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
BLOCKS = [(kind, textwrap.dedent(text)) for kind, text in re.findall(r"^ *```(\w*)\n(.*?)^ *```$", PAGE, re.M | re.S)]
THEIRS = {
    "--nthreads",
    "--nworkers",
    "--array",
    "--cpus-per-task",
    "--mem-per-cpu",
    "--time",
    "--wait",
    "--security-opt",
}


def run(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module of the project as a session does."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


def test_readme_names_the_page() -> None:
    """Who teaches finds it, and its own links lead to headings."""
    headings = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in re.findall("^#+ (.+)$", PAGE, re.M)
    }

    assert "(docs/instructors.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) <= headings


def test_options_exist() -> None:
    """Each option on the page is one of our commands', or of another program that the page shows."""
    helped = "".join(run(f"dojo.grading{module}", "--help").stdout for module in ("", ".similar", ".autograder"))

    options = set(re.findall(r"(?<![\w-])--[a-z][\w-]+", PAGE)) - THEIRS
    assert {option for option in options if option not in helped} <= {"--borrow", "--help"}


def test_yaml_parses() -> None:
    """What is pasted for continuous integration and Kubernetes is YAML, and the job runs the grader."""
    yaml: Any = importlib.import_module("yaml")

    parsed = [list(yaml.safe_load_all(text)) for kind, text in BLOCKS if kind == "yaml"]

    assert [len(each) for each in parsed] == [1, 2]
    command = parsed[1][0]["spec"]["template"]["spec"]["containers"][0]["command"]
    assert "dojo.grading" in command[2] and "\n" not in command[2]


def test_no_commit_takes_grades_along() -> None:
    """Git ignores what commands of the page write results into, the seed, and what was handed in by whom."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    folders = {path.split("/")[0] for path in re.findall(r"--out \"?(\w[\w/]*)", "".join(text for _, text in BLOCKS))}

    assert folders == {"grades", "part", "parts"}
    handed_in = {
        name for name in ("/submissions/", "/first_class/", "/class.txt", "/roster.csv") if name.strip("/") in PAGE
    }
    assert {"/seed", *handed_in, *(f"/{folder}/" for folder in folders)} <= set(ignored)


def test_the_class_is_there() -> None:
    """Each file that the page lists is in the class of three."""
    (listed,) = [text for _, text in BLOCKS if text.startswith("first_class/")]
    files = [line.split()[0] for line in listed.splitlines()[1:]]

    there = ROOT / "dojo" / "tests" / "grading" / "class_of_three"
    assert len(files) == 7 and all((there / file).is_file() for file in files)


@pytest.mark.timeout(300)
def test_the_first_ten_minutes(tmp_path: Path) -> None:
    """The class gets the points of the page's table, and Ben one more when his file is corrected.

    Without bubblewrap, the grader refuses to begin and says what to install.
    """
    class_, grades = tmp_path / "first_class", tmp_path / "grades"
    shutil.copytree(ROOT / "dojo" / "tests" / "grading" / "class_of_three", class_)
    options = [str(class_), "--roster", str(class_ / "roster.csv"), "--chapters", "ch1_1,ch1_2", "--out", str(grades)]
    first = run("dojo.grading", *options)
    if trouble("bubblewrap"):
        assert first.returncode == 2 and "bubblewrap" in first.stderr
        return

    kata = class_ / "ben" / "katas" / "ch11_arrays.py"
    wrong = "images.reshape(images.shape[1] * images.shape[2], -1)"
    table = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in re.findall(r"^ +\|.*\|$", PAGE, re.M)
    ]
    found = points(grades)
    kata.write_text(
        kata.read_text(encoding="utf-8").replace(wrong, "images.reshape(len(images), -1)"), encoding="utf-8"
    )
    again = run("dojo.grading", *options, "--only", "ben")

    assert first.returncode == 0 and "4 submissions, 5 of 10 points on average" in first.stdout, first.stderr
    assert found == table[2:]
    assert again.returncode == 0 and points(grades)[1][1] == "8"
    assert (grades / "ben" / "history.jsonl").read_text(encoding="utf-8").count("\n") == 2


def points(grades: Path) -> list[list[str]]:
    """Return the columns of wide.csv that the page shows."""
    with (grades / "wide.csv").open(encoding="utf-8-sig", newline="") as file:
        columns = "id", "points", "possible", "note", "ch1_1", "ch1_2"
        return [[row[column] for column in columns] for row in csv.DictReader(file)]
