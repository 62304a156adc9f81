"""How it is kept what is known of a chapter: damaged records are none, and nothing but changes runs again."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.ground.chapters import ROOT
from dojo.ground.pytorch import offered
from dojo.proof.project import make_project
from dojo.tests.practice.at_work import MODULE_1, edit, fill, progress, run, state, summary
from dojo.tests.practice.records import Records, put_records, records_in
from dojo.verdict import record


def test_only_what_changed_runs_again(project: Path) -> None:
    """A touched file is no changed file; a change of an earlier kata is one for those that build on it."""
    fill(project, "ch11_arrays", "ch12_matrices", "ch13_functions", "ch32_activations")
    summary(project)
    kept = {path.name: path.stat().st_mtime_ns for path in (project / ".kata_cache").iterdir()}
    os.utime(project / "katas" / "ch11_arrays.py")
    summary(project)
    touched = {path.name: path.stat().st_mtime_ns for path in (project / ".kata_cache").iterdir()}
    edit(project, "ch13_functions", lambda text: text + "\n# a note\n")
    summary(project)
    changed = {path.name for path in (project / ".kata_cache").iterdir() if path.stat().st_mtime_ns != kept[path.name]}

    assert touched == kept
    assert changed == {"ch13_functions.json", "ch32_activations.json"}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Return what is kept of three chapters of module 1 once they are written and tested, in any project."""
    project = make_project(tmp_path_factory.mktemp("project"))
    fill(project, *MODULE_1)
    progress(project)
    return records_in(project)


@pytest.fixture
def known(project: Path, records: Records) -> Path:
    """Return a project in which they are written, and known."""
    fill(project, *MODULE_1)
    put_records(project, records)
    return project


def test_damaged_record_is_none(known: Path) -> None:
    """A record that cannot be read is as good as none: the tests run again."""
    (known / ".kata_cache" / "ch11_arrays.json").write_text('{"key": "', encoding="utf-8")

    assert state(known, "ch1_1") == "done"


def test_verdict_comes_where_nothing_can_be_kept(project: Path) -> None:
    """A folder that takes no records, as in a read-only checkout, changes nothing of a chapter's verdict."""
    fill(project, "ch11_arrays")
    (project / ".kata_cache").write_text("in the way", encoding="utf-8")

    said = run(project, "tests/test_ch11_arrays.py")

    assert "5 of 5 functions done" in said and "Next: nox -s ch1_2" in said and "Error" not in said


FULL = """
import errno, os, sys
from dojo.ground import safe_files
from dojo.practice import progress
from dojo.verdict import record

def full(*_):
    raise OSError({number}, os.strerror({number}))

record.write_whole = full
sys.argv = ["progress"]
progress.main()
"""


@pytest.mark.parametrize("number", ["errno.ENOSPC", "errno.EACCES", "errno.EROFS"])
def test_table_where_nothing_can_be_kept(project: Path, number: str) -> None:
    """A full disk and a folder without permission are named in one line, and the verdict is that of this run."""
    fill(project, "ch11_arrays", "ch12_matrices")
    edit(project, "ch12_matrices", lambda text: text + "\nimport os\nos._exit(0)\n")
    command = [sys.executable, "-c", FULL.format(number=number)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")

    assert done.returncode == 0 and re.search(r"^1\.1 .* 5/5  done", done.stdout, re.M), done.stdout + done.stderr
    assert re.search(r"^1\.2 .* 0/5  at work", done.stdout, re.M) and "Traceback" not in done.stderr
    assert done.stderr.count("Nothing can be kept in .kata_cache/ (") == 1


@pytest.mark.parametrize("content", ["[1]", '{"when": "now"}', '{"key": 1, "when": 2, "seconds": 3, "tests": 4}'])
def test_a_record_of_another_kind_is_none(known: Path, content: str) -> None:
    """Whatever a record's file contains, the table is shown."""
    kept = known / ".kata_cache" / "ch11_arrays.json"
    kept.write_text(content if content == "[1]" else json.dumps(json.loads(kept.read_text()) | json.loads(content)))

    assert state(known, "ch1_1") == "done" and "5/5" in progress(known)


def test_a_kata_that_reads_what_never_is_the_same(project: Path) -> None:
    """What was read changes in each run: then the tests run each time, and the verdict is that of this run."""
    (project / "runs.txt").write_text("0", encoding="utf-8")
    fill(project, "ch11_arrays")
    count = "\nRUNS = int(open('runs.txt').read())\nopen('runs.txt', 'w').write(str(RUNS + 1))\n"
    edit(project, "ch11_arrays", lambda text: text + count)

    assert [state(project, "ch1_1") for _ in range(2)] == ["done", "done"]
    assert (project / "runs.txt").read_text(encoding="utf-8") == "2"


def test_leavings_of_a_killed_program_go(project: Path) -> None:
    """What was left unfinished a while ago is removed."""
    left = project / "katas" / ".ch11_arrays.py.abcd1234.unfinished"
    left.write_text("half", encoding="utf-8")
    os.utime(left, (0, 0))

    progress(project)

    assert not left.exists()


def test_trainings_are_known() -> None:
    """The tests that are known to train on MNIST are those that pytest selects by their mark."""
    command = [sys.executable, "-m", "pytest", "tests", "--solutions", "--collect-only", "-m", "mnist"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8").stdout
    marked = set(re.findall(r"^tests/test_(\w+)\.py::(\w+)", listed, re.M))

    known = {(c.name, name) for c in offered() for name, trains in record.tests_of(c.core).items() if trains}
    assert known == marked and marked


def test_what_is_known_is_quick(known: Path) -> None:
    """With nothing changed no test runs, and hardly anything is imported."""
    command = [sys.executable, "-X", "importtime", "-m", "dojo.practice.progress"]
    done = subprocess.run(command, cwd=known, capture_output=True, text=True, encoding="utf-8", check=True)

    imported = set(re.findall(r"\| +([\w.]+)$", done.stderr, re.M))
    assert not imported & {"numpy", "pytest", "jinja2"}
