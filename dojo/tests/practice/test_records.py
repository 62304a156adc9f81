"""How it is kept what is known of a chapter: damaged records are none, and nothing but changes runs again."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.ground.chapters import ROOT, chapters
from dojo.ground.pytorch import offered
from dojo.tests.practice.at_work import MODULE_1, edit, fill, progress, run, state, summary
from dojo.tests.practice.pristine import Pristine
from dojo.tests.practice.records import Records, put_records, records_in
from dojo.verdict import record

WRITTEN = *MODULE_1, "ch21_losses"


def test_only_what_changed_runs_again(project: Path) -> None:
    """A touched file is no changed file; a change of an earlier kata is one for those that build on it."""
    fill(project, "ch11_arrays", "ch12_matrices", "ch21_losses", "ch22_gradient_descent")
    summary(project)
    kept = {path.name: path.stat().st_mtime_ns for path in (project / ".kata_cache").iterdir()}
    os.utime(project / "katas" / "ch11_arrays.py")
    summary(project)
    touched = {path.name: path.stat().st_mtime_ns for path in (project / ".kata_cache").iterdir()}
    edit(project, "ch21_losses", lambda text: text + "\n# a note\n")
    summary(project)
    changed = {path.name for path in (project / ".kata_cache").iterdir() if path.stat().st_mtime_ns != kept[path.name]}

    assert touched == kept
    assert changed == {"ch21_losses.json", "ch22_gradient_descent.json"}


@pytest.fixture(scope="module")
def records(pristine: Pristine) -> Records:
    """Return what is kept of four chapters once they are written and tested, in any project."""
    project = pristine.as_new()
    fill(project, *WRITTEN)
    progress(project)
    return records_in(project)


@pytest.fixture
def known(project: Path, records: Records) -> Path:
    """Return a project in which they are written, and known."""
    fill(project, *WRITTEN)
    put_records(project, records)
    return project


def test_damaged_record_is_none(known: Path) -> None:
    """A record that cannot be read, or is of another kind, is as good as none: the tests run again for the table."""
    others = '{"when": "now"}', '{"key": 1, "when": 2, "seconds": 3, "tests": 4}'
    for name, content in zip(WRITTEN, ('{"key": "', "[1]", *others), strict=True):
        kept = known / ".kata_cache" / f"{name}.json"
        whole = json.loads(kept.read_text(encoding="utf-8")) | json.loads(content) if content in others else None
        kept.write_text(json.dumps(whole) if whole else content, encoding="utf-8")
    rows, table = summary(known)["chapters"], progress(known)

    for chapter in (chapters()[name] for name in WRITTEN):
        count = len(chapter.signatures)
        assert rows[chapter.session]["state"] == "done", chapter
        assert re.search(rf"^{chapter.number} .* {count}/{count}  done", table, re.M), chapter


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
