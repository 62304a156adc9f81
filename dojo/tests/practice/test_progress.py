"""What is known of each chapter, how it is kept, and how it is shown."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from dojo.ground.chapters import ROOT, chapters, required
from dojo.ground.pytorch import offered
from dojo.proof.project import make_project
from dojo.tests.endless import IN_C, LOOP, hasten
from dojo.tests.practice.records import Records, put_records, records_in
from dojo.verdict import record

RELU = "return np.maximum(0, Z)"
MODULE_1 = "ch11_arrays", "ch12_matrices", "ch13_functions"


def progress(project: Path, *options: str, columns: int = 80) -> str:
    """Run it in a project, and return what it prints."""
    command = [sys.executable, "-m", "dojo.practice.progress", *options]
    env = {**os.environ, "COLUMNS": str(columns)}
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=True, env=env)
    return done.stdout


def summary(project: Path) -> dict[str, Any]:
    """Return its JSON, with the chapters by their sessions."""
    everything: dict[str, Any] = json.loads(progress(project, "--json"))
    everything["chapters"] = {each["session"]: each for each in everything["chapters"]}
    return everything


def state(project: Path, session: str) -> str:
    """Return the state of one chapter."""
    return str(summary(project)["chapters"][session]["state"])


SESSION = "import sys; from dojo.ground.chapters import chapters; from dojo.verdict import judge; " + (
    "sys.exit(judge.test_chapter(chapters()[sys.argv[1]], sys.argv[2:]))"
)


def run(project: Path, file: str, *options: str) -> str:
    """Run a chapter's tests in a project as its session does, and return what is printed."""
    command = [sys.executable, "-c", SESSION, Path(file).stem.removeprefix("test_"), *options]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8").stdout


def fill(project: Path, *names: str) -> None:
    """Write what the solution has into katas."""
    for name in names:
        (project / "katas" / f"{name}.py").write_bytes((project / "solutions" / f"{name}.py").read_bytes())


def edit(project: Path, name: str, change: Callable[[str], str]) -> None:
    """Change the text of a kata."""
    path = project / "katas" / f"{name}.py"
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")


def test_nothing_is_begun(project: Path) -> None:
    """At the beginning no chapter is begun, no test runs, and the next step is chapter 1.1."""
    everything = summary(project)

    assert {each["state"] for each in everything["chapters"].values()} == {"not begun"}
    assert everything["done"] == 0 and everything["functions"] == sum(
        len(chapters()[name].signatures) for name in required()
    )
    assert everything["next"]["command"] == "nox -s ch1_1"
    assert "random_matrix in katas/ch11_arrays.py" in everything["next"]["why"]
    assert not list((project / ".kata_cache").glob("ch*"))


def test_written_chapter_is_done(project: Path) -> None:
    """A chapter whose tests pass is done, others are not, and the next step is the first that is not."""
    fill(project, "ch11_arrays", "ch12_matrices")
    everything = summary(project)

    assert [each["state"] for each in everything["chapters"].values()][:3] == ["done", "done", "not begun"]
    assert everything["done"] == 10 and everything["next"]["command"] == "nox -s ch1_3"


def test_half_written_chapter_is_at_work(project: Path) -> None:
    """Of a chapter with one function written, that one counts, and the next is named."""
    edit(
        project, "ch11_arrays", lambda text: text.replace('raise NotImplementedError("1.1 add_row")', "return X + row")
    )
    everything = summary(project)

    assert everything["chapters"]["ch1_1"]["state"] == "at work"
    assert [name for name, done in everything["chapters"]["ch1_1"]["functions"].items() if done] == ["add_row"]
    assert "Go on with random_matrix" in everything["next"]["why"]


def test_done_and_broken_is_changed_since(project: Path) -> None:
    """A chapter that was done says so when it no longer is; once fixed, it is done again."""
    fill(project, "ch11_arrays", "ch13_functions", "ch32_activations")
    assert state(project, "ch3_2") == "done"

    edit(project, "ch32_activations", lambda text: text.replace(RELU, "return np.abs(Z)"))
    broken = summary(project)
    edit(project, "ch32_activations", lambda text: text.replace("return np.abs(Z)", RELU))

    assert broken["chapters"]["ch3_2"]["state"] == "changed since"
    assert broken["chapters"]["ch3_2"]["functions"]["relu"] is False
    assert broken["chapters"]["ch1_1"]["state"] == "done"
    assert state(project, "ch3_2") == "done"


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


def test_training_is_left_to_the_chapter(project: Path) -> None:
    """A chapter whose quick tests pass is not done until its own session has trained on MNIST."""
    fill(project, *(name for name in chapters() if name <= "ch23"), "ch23_minibatches", "ch31_perceptron")
    before = summary(project)
    run(project, "tests/test_ch23_minibatches.py")
    after = summary(project)

    assert before["chapters"]["ch2_3"]["state"] == "at work" and all(before["chapters"]["ch2_3"]["functions"].values())
    assert before["next"] == {"command": "nox -s ch2_3", "why": "Only training on MNIST is left of chapter 2.3."}
    assert after["chapters"]["ch2_3"]["state"] == "done" and after["next"]["command"] == "nox -s ch2_4"


def test_training_that_failed_counts(project: Path) -> None:
    """A function whose training on MNIST has failed is not done, as its session says, and is next."""
    fill(project, *(name for name in chapters() if name <= "ch23"), "ch23_minibatches")
    right = "    rng = np.random.default_rng() if rng is None else rng\n"
    edit(project, "ch23_minibatches", lambda text: text.replace(right, f"{right}    assert len(X) < 5000\n", 1))
    summary(project)
    said = run(project, "ch23_minibatches")
    after = summary(project)

    assert "2 of 3 functions done" in said and after["chapters"]["ch2_3"]["done"] == 2
    assert after["next"]["why"] == "Go on with gradient_descent in katas/ch23_minibatches.py."


@pytest.mark.parametrize(
    "part",
    [
        "tests/test_ch11_arrays.py -k add_row",
        "tests/test_ch11_arrays.py --setup-only",
        "tests/test_ch11_arrays.py -W ignore",
    ],
)
def test_part_of_the_tests_is_not_all(project: Path, part: str) -> None:
    """A run of some tests that pass makes no chapter done, and hides none that would fail."""
    fill(project, "ch11_arrays")
    edit(project, "ch11_arrays", lambda text: text.replace("images.reshape(", "images.T.reshape("))
    run(project, *part.split())
    everything = summary(project)

    assert everything["chapters"]["ch1_1"]["state"] == "at work"
    assert everything["chapters"]["ch1_1"]["functions"]["flatten_images"] is False


def test_borrowing_earns_credit(project: Path) -> None:
    """A chapter that is green with others borrowed is done, with these named; the next step goes on after it."""
    fill(project, "ch11_arrays", "ch31_perceptron")

    text = run(project, "tests/test_ch31_perceptron.py", "--borrow")

    assert "3 of 3 functions done" in text and "-s ch3_2 -- --borrow\n" in text
    found = summary(project)
    row = found["chapters"]["ch3_1"]
    assert row["state"] == "done" and all(row["functions"].values()) and row["polish"]["passed"] > 0
    assert "1.3" in row["borrowed"] and "1.1" not in row["borrowed"]
    assert found["next"]["command"].endswith("-s ch3_2 -- --borrow")
    assert f"with {', '.join(row['borrowed'])} borrowed" in " ".join(progress(project, columns=120).split())
    progress(project, "--html")
    page = (project / "plots" / "progress.html").read_text(encoding="utf-8")
    assert f"with {', '.join(row['borrowed'])} borrowed from the reference" in page


@pytest.mark.skipif(sys.platform == "win32", reason="where no signal stops a program")
def test_a_kata_that_stops_itself(project: Path) -> None:
    """It goes on, since nobody else would make it: nothing waits for ever."""
    fill(project, "ch11_arrays")
    stops = "    import os, signal\n    os.kill(os.getpid(), signal.SIGSTOP)\n"
    edit(project, "ch11_arrays", lambda text: text.replace("    return X + row\n", f"{stops}    return X + row\n"))

    assert state(project, "ch1_1") == "done"


def test_borrowed_and_changed(project: Path) -> None:
    """A chapter that was done with others borrowed has changed since, once what it was tested with has."""
    fill(project, "ch31_perceptron")
    run(project, "tests/test_ch31_perceptron.py", "--borrow")

    edit(project, "ch31_perceptron", lambda text: f"{text}\n# one more line\n")

    assert state(project, "ch3_1") == "changed since"


def test_what_was_borrowed_is_written(project: Path) -> None:
    """Once the learner has written what was borrowed, the chapter is done without; changes are tried again."""
    fill(project, "ch31_perceptron")
    run(project, "tests/test_ch31_perceptron.py", "--borrow")
    behind = summary(project)["chapters"]["ch3_1"]["borrowed"]

    fill(project, *(name for name, chapter in chapters().items() if chapter.number in behind))

    row = summary(project)["chapters"]["ch3_1"]
    assert row["borrowed"] == [] and all(row["functions"].values())
    edit(project, "ch31_perceptron", lambda text: text.replace(">= threshold", "< threshold"))
    assert state(project, "ch3_1") != "done"


def test_a_borrowed_chapter_can_be_compared(project: Path) -> None:
    """Its functions are shown with their times, as those of any other chapter."""
    fill(project, "ch31_perceptron")
    run(project, "tests/test_ch31_perceptron.py", "--borrow")

    command = [sys.executable, "-m", "dojo.practice.compare", "forward_perceptron"]
    text = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8").stdout

    assert "the reference's" in text and "with arrays of (" in text


def test_solutions_are_no_katas(project: Path) -> None:
    """What the tests say of the reference is not kept as the learner's."""
    edit(project, "ch11_arrays", lambda text: text + "\n# begun\n")
    run(project, "tests/test_ch11_arrays.py", "--solutions")

    assert not list((project / ".kata_cache").glob("ch*"))


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


def test_a_kata_that_cannot_be_read_is_at_work(project: Path) -> None:
    """A folder, a pipe or a link to nowhere where a kata belongs is no kata that nobody has begun."""
    kata = project / "katas" / "ch11_arrays.py"
    kata.unlink()
    kata.mkdir()
    states = [state(project, "ch1_1")]
    kata.rmdir()
    if sys.platform != "win32":
        os.mkfifo(kata)
        states.append(state(project, "ch1_1"))
        kata.unlink()
        kata.symlink_to(kata.name)
        states.append(state(project, "ch1_1"))

    assert set(states) == {"at work"}


def test_leavings_of_a_killed_program_go(project: Path) -> None:
    """What was left unfinished a while ago is removed."""
    left = project / "katas" / ".ch11_arrays.py.abcd1234.unfinished"
    left.write_text("half", encoding="utf-8")
    os.utime(left, (0, 0))

    progress(project)

    assert not left.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="which has no fork")
def test_what_a_kata_leaves_behind_is_not_waited_for(project: Path) -> None:
    """A program that a kata has forked, and that holds all of its files open, keeps nobody from the table."""
    fill(project, "ch11_arrays")
    edit(project, "ch11_arrays", lambda text: text + "\nimport os, time\nos.fork() or time.sleep(600)\n")
    start = time.monotonic()

    assert state(project, "ch1_1") == "done" and time.monotonic() - start < 300


def test_what_ends_the_tests_of_polish_is_not_done(project: Path) -> None:
    """A function that ends the program for an input that only polish tries is not done, as its session says."""
    hasten(project)
    fill(project, "ch11_arrays")
    cut = "return X[start : start + size]"
    edit(project, "ch11_arrays", lambda text: text.replace(cut, f"if start == 5: {IN_C}\n    {cut}"))
    said = run(project, "tests/test_ch11_arrays.py", "--timeout=1")
    functions = summary(project)["chapters"]["ch1_1"]["functions"]

    assert "5 of 5 functions done" in said and "The tests ended in the middle of batch" in said, said
    assert [name for name, done in functions.items() if not done] == ["batch"]


def test_a_kata_in_another_place_is_none(project: Path) -> None:
    """What lies beside katas/ is not what is tested, for the table and for the session."""
    (project / "katas" / "ch11_arrays.py").rename(project / "ch11_arrays.py")
    (project / "ch11_arrays.py").write_bytes((project / "solutions" / "ch11_arrays.py").read_bytes())

    assert state(project, "ch1_1") == "not begun"
    assert "katas/ch11_arrays.py is missing" in run(project, "tests/test_ch11_arrays.py")


LENDS = {
    "a place for modules": ("import sys\nsys.path.append('mine')", "import lent"),
    "a name of NumPy's": ("np.float = float", "np.float"),
    "a class": ("import fractions\nfractions.Fraction.lent = 1", "import fractions\nfractions.Fraction.lent"),
    "a name that is built in": ("import builtins\nbuiltins.lent = 1", "lent"),
}


@pytest.mark.parametrize("kind", LENDS)
def test_no_chapter_changes_another(project: Path, kind: str) -> None:
    """The table says of each chapter what its own session says, whatever else was tested for the table."""
    first, second = LENDS[kind]
    (project / "mine").mkdir()
    (project / "mine" / "lent.py").write_text("", encoding="utf-8")
    fill(project, "ch12_matrices", "ch13_functions")
    edit(project, "ch12_matrices", lambda text: f"{text}\n{first}\n")
    edit(project, "ch13_functions", lambda text: f"{text}\n{second}\n")
    by_table, by_session = summary(project)["chapters"], run(project, "tests/test_ch13_functions.py")

    assert [by_table[name]["state"] for name in ("ch1_2", "ch1_3")] == ["done", "at work"]
    assert "cannot be tested yet" in by_session


def test_what_keeps_the_tests_from_beginning_is_shown(project: Path) -> None:
    """Where the tests cannot begin no table is shown, which nobody could rely on, but the reason."""
    fill(project, "ch11_arrays")
    (project / "conftest.py").write_text("raise SystemExit('broken')", encoding="utf-8")
    command = [sys.executable, "-m", "dojo.practice.progress"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")

    assert done.returncode == 1 and "The tests did not begin" in done.stderr and "1.1" not in done.stdout


def test_broken_katas_are_shown_too(project: Path) -> None:
    """A kata that is no Python, one that never ends and one that is deleted hide nothing of the others."""
    hasten(project)
    fill(project, "ch12_matrices")
    edit(project, "ch11_arrays", lambda text: text.replace("def batch(", "def batch(("))
    edit(
        project,
        "ch13_functions",
        lambda text: text.replace('raise NotImplementedError("1.3 exponential")', LOOP),
    )
    (project / "katas" / "ch21_losses.py").unlink()
    everything = summary(project)

    states = {session: each["state"] for session, each in everything["chapters"].items()}
    assert [states[session] for session in ("ch1_1", "ch1_3", "ch2_1")] == ["at work", "at work", "not begun"]
    assert everything["chapters"]["ch1_2"]["functions"] == dict.fromkeys(chapters()["ch12_matrices"].signatures, False)


def test_table(project: Path) -> None:
    """The table fits 80 columns, and has every chapter, the bar and the command to copy; there is room for more.

    Module 5 has one line as long as nobody has begun it.
    """
    fill(project, "ch11_arrays")
    text, wide = progress(project), progress(project, columns=100)

    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    assert re.search(r"^1\.1  Getting Started with NumPy Arrays +5/5  done", text, re.M)
    assert re.search(r"^1\.1  Getting Started with NumPy Arrays +5/5  done .*just now", wide, re.M)
    assert all((chapter.title in text) != chapter.is_optional for chapter in chapters().values())
    assert re.search(r"^5 +The same again in PyTorch \(optional\) +0/", text, re.M)
    assert "5 of " in text and lines[-1] == "Next: nox -s ch1_2"


def test_page(project: Path) -> None:
    """The page needs no other file and no script; each chapter has its state, and links to lesson, kata and test."""
    fill(project, "ch11_arrays")
    said = progress(project, "--html")
    text = (project / "plots" / "progress.html").read_text(encoding="utf-8")

    assert said.startswith("wrote plots/progress.html: file://")
    assert not re.search(r"<script|src=|url\(", text)
    links = re.findall(r'href="(.*?)"', text)
    assert len(links) == 3 * len(chapters()) == len(set(links))
    assert all((project / "plots" / link).resolve().is_file() for link in links)
    assert all(chapter.title in unescape(text) for chapter in chapters().values())
    assert text.count('<span class="state done">done</span>') == 1


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
