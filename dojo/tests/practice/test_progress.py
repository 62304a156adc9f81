"""What is known of each chapter, how it is kept, and how it is shown."""

import os
import re
import subprocess
import sys
import time
from html import unescape
from pathlib import Path

import pytest

from dojo.ground.chapters import chapters, required
from dojo.tests.endless import IN_C, LOOP, hasten
from dojo.tests.practice.at_work import edit, fill, progress, run, state, summary

DOT = "return float(u @ v)"


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
    """A chapter whose tests pass is done, others are not, and the next step is the first that is not.

    A chapter that was done says so when it no longer is; once fixed, it is done again.
    """
    fill(project, "ch11_arrays", "ch12_matrices")
    everything = summary(project)

    assert [each["state"] for each in everything["chapters"].values()][:3] == ["done", "done", "not begun"]
    assert everything["done"] == 10 and everything["next"]["command"] == "nox -s ch1_3"

    edit(project, "ch12_matrices", lambda text: text.replace(DOT, "return float(u @ u)"))
    broken = summary(project)
    edit(project, "ch12_matrices", lambda text: text.replace("return float(u @ u)", DOT))

    assert broken["chapters"]["ch1_2"]["state"] == "changed since"
    assert broken["chapters"]["ch1_2"]["functions"]["dot"] is False
    assert broken["chapters"]["ch1_1"]["state"] == "done"
    assert state(project, "ch1_2") == "done"


def test_half_written_chapter_is_at_work(project: Path) -> None:
    """Of a chapter with one function written, that one counts, and the next is named."""
    edit(
        project, "ch11_arrays", lambda text: text.replace('raise NotImplementedError("1.1 add_row")', "return X + row")
    )
    everything = summary(project)

    assert everything["chapters"]["ch1_1"]["state"] == "at work"
    assert [name for name, done in everything["chapters"]["ch1_1"]["functions"].items() if done] == ["add_row"]
    assert "Go on with random_matrix" in everything["next"]["why"]


def test_training_is_left_to_the_chapter(project: Path) -> None:
    """A chapter whose quick tests pass is not done until its own session has trained on MNIST.

    A function whose training has failed is not done, as its session says, and is next.
    """
    fill(project, *(name for name in chapters() if name <= "ch23"), "ch23_minibatches", "ch31_perceptron")
    right = "    rng = np.random.default_rng() if rng is None else rng\n"
    wrong = f"{right}    assert len(X) < 5000\n"
    edit(project, "ch23_minibatches", lambda text: text.replace(right, wrong, 1))
    before = summary(project)
    said = run(project, "ch23_minibatches")
    failed = summary(project)
    edit(project, "ch23_minibatches", lambda text: text.replace(wrong, right, 1))
    run(project, "tests/test_ch23_minibatches.py")
    after = summary(project)

    assert before["chapters"]["ch2_3"]["state"] == "at work" and all(before["chapters"]["ch2_3"]["functions"].values())
    assert before["next"] == {"command": "nox -s ch2_3", "why": "Only training on MNIST is left of chapter 2.3."}
    assert "2 of 3 functions done" in said and failed["chapters"]["ch2_3"]["done"] == 2
    assert failed["next"]["why"] == "Go on with gradient_descent in katas/ch23_minibatches.py."
    assert after["chapters"]["ch2_3"]["state"] == "done" and after["next"]["command"] == "nox -s ch2_4"


def test_part_of_the_tests_is_not_all(project: Path) -> None:
    """A run of some tests that pass makes no chapter done, and hides none that would fail."""
    fill(project, "ch11_arrays")
    edit(project, "ch11_arrays", lambda text: text.replace("images.reshape(", "images.T.reshape("))
    for part in "-k add_row", "--setup-only", "-W ignore":
        run(project, "tests/test_ch11_arrays.py", *part.split())
        everything = summary(project)

        assert everything["chapters"]["ch1_1"]["state"] == "at work", part
        assert everything["chapters"]["ch1_1"]["functions"]["flatten_images"] is False, part


def test_solutions_are_no_katas(project: Path) -> None:
    """What the tests say of the reference is not kept as the learner's."""
    edit(project, "ch11_arrays", lambda text: text + "\n# begun\n")
    run(project, "tests/test_ch11_arrays.py", "--solutions")

    assert not list((project / ".kata_cache").glob("ch*"))


def test_a_kata_that_cannot_be_read_is_at_work(project: Path) -> None:
    """A folder, a pipe or a link to nowhere where a kata belongs is no kata that nobody has begun.

    What lies beside katas/ is not what is tested, for the table and for the session.
    """
    kata = project / "katas" / "ch11_arrays.py"
    kata.unlink()
    (project / kata.name).write_bytes((project / "solutions" / kata.name).read_bytes())
    beside, said = state(project, "ch1_1"), run(project, "tests/test_ch11_arrays.py")
    kata.mkdir()
    states = [state(project, "ch1_1")]
    kata.rmdir()
    if sys.platform != "win32":
        os.mkfifo(kata)
        states.append(state(project, "ch1_1"))
        kata.unlink()
        kata.symlink_to(kata.name)
        states.append(state(project, "ch1_1"))

    assert beside == "not begun" and "katas/ch11_arrays.py is missing" in said
    assert set(states) == {"at work"}


@pytest.mark.skipif(sys.platform == "win32", reason="which has no fork, and no signal that stops a program")
def test_what_a_kata_leaves_behind_is_not_waited_for(project: Path) -> None:
    """A program that a kata has forked, and that holds all of its files open, keeps nobody from the table.

    A kata that stops itself goes on, since nobody else would make it: nothing waits for ever.
    """
    fill(project, "ch11_arrays")
    stops = "    import signal\n    os.kill(os.getpid(), signal.SIGSTOP)\n"
    edit(project, "ch11_arrays", lambda text: text.replace("    return X + row\n", f"{stops}    return X + row\n"))
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


def test_table_and_page(project: Path) -> None:
    """The table fits 80 columns, and has every chapter, the bar and the command to copy; there is room for more.

    Module 5 has one line as long as nobody has begun it. The page needs no other file and no script; each chapter has
    its state, and links to lesson, kata and test.
    """
    fill(project, "ch11_arrays")
    text, wide, said = progress(project), progress(project, columns=100), progress(project, "--html")
    page = (project / "plots" / "progress.html").read_text(encoding="utf-8")

    assert max(map(len, text.splitlines())) <= 80
    assert re.search(r"^1\.1  Getting Started with NumPy Arrays +5/5  done", text, re.M)
    assert re.search(r"^1\.1  Getting Started with NumPy Arrays +5/5  done .*just now", wide, re.M)
    assert all((chapter.title in text) != chapter.is_optional for chapter in chapters().values())
    assert re.search(r"^5 +The same again in PyTorch \(optional\) +0/", text, re.M)
    assert "5 of " in text and text.splitlines()[-1] == "Next: nox -s ch1_2"
    assert said.startswith("wrote plots/progress.html: file://")
    assert not re.search(r"<script|src=|url\(", page)
    links = re.findall(r'href="(.*?)"', page)
    assert len(links) == 3 * len(chapters()) == len(set(links))
    assert all((project / "plots" / link).resolve().is_file() for link in links)
    assert all(chapter.title in unescape(page) for chapter in chapters().values())
    assert page.count('<span class="state done">done</span>') == 1
