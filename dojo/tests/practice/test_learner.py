"""A learner's whole way through nox, from an empty chapter 1.1 to the capstone, function by function."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.ground.chapters import ROOT, Chapter, chapters
from dojo.ground.stub_maker import stub
from dojo.ground.typed import VARIABLE
from dojo.tests.practice.at_work import run
from dojo.tests.verdict.katas_run import run_warm
from dojo.verdict import record

COURSE = [chapter for chapter in chapters().values() if not chapter.is_optional]
FUNCTIONS = sum(len(chapter.signatures) for chapter in COURSE)
TRAINED = chapters()["ch23_minibatches"]
WAITING = """
from dojo.ground.chapters import chapters
from dojo.practice.standing import standing

print([name for name, chapter in chapters().items() if standing(chapter).waits])
"""


class Learner:
    """Somebody at work in a project."""

    def __init__(self, project: Path) -> None:
        self.project = project

    def nox(self, *arguments: str, code: int = 0) -> str:
        """Run nox, and return what it prints, on lines as they are."""
        return self.run("nox", *arguments, code=code)

    def run(self, module: str, *arguments: str, code: int = 0) -> str:
        """Run a module, and return what it prints."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, cwd=self.project, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def kata(self, chapter: Chapter) -> Path:
        """Return the file to write in."""
        return self.project / "katas" / f"{chapter.name}.py"

    def write(self, chapter: Chapter, functions: list[str]) -> None:
        """Write these functions of a chapter as the reference has them."""
        source = (self.project / "solutions" / f"{chapter.name}.py").read_text(encoding="utf-8")
        self.kata(chapter).write_text(stub(source, chapter.number, functions), encoding="utf-8")


@pytest.fixture
def learner(project: Path) -> Learner:
    """Begin."""
    return Learner(project)


def test_first_steps(learner: Learner) -> None:
    """Progress, a red chapter, hints, a wrong answer that is named, a right one, progress."""
    first = chapters()["ch11_arrays"]
    begin = learner.nox()
    red = learner.nox("-s", "ch1_1", code=1)
    hints = learner.nox("-s", "hint", "--", "random_matrix"), learner.run("dojo.practice.hint", "random_matrix")
    learner.write(first, ["random_matrix", "flatten_images", "add_row", "batch"])
    kata = learner.kata(first)
    right = kata.read_text(encoding="utf-8")
    kata.write_text(right.replace("X[start : start + size]", "X[start : start + size + 1]"), encoding="utf-8")
    wrong = learner.nox("-s", "ch1_1", code=1)
    kata.write_text(right, encoding="utf-8")
    after = learner.run("dojo.practice.progress")

    assert f"0 of {FUNCTIONS} functions done" in begin and "Next: nox -s ch1_1" in begin
    assert re.search(r"random_matrix is not written yet: katas/ch11_arrays\.py:\d+", red)
    assert "hint 1 of" in hints[0] and "hint 2 of" in hints[1]
    assert "3 of 5 functions done" in wrong and "one row too many" in wrong
    assert f"4 of {FUNCTIONS} functions done" in after and "Go on with normalize in katas/ch11_arrays.py." in after


def test_readme_shows_what_is_printed(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The README's examples of an unwritten, a wrong and a green chapter are what comes out, but for the times."""
    monkeypatch.setenv(VARIABLE, "uvx nox")  # as somebody who follows its first command
    first, readme = chapters()["ch11_arrays"], (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.sub(r"in [\d.]+s", "in 0s", readme)
    tried = "return images.reshape(images.shape[1] * images.shape[2], -1)"
    learner.write(first, ["random_matrix"])
    unwritten = run(learner.project, first.name)
    kata = learner.kata(first)
    text = kata.read_text(encoding="utf-8")
    kata.write_text(text.replace('raise NotImplementedError("1.1 flatten_images")', tried), encoding="utf-8")
    wrong = run(learner.project, first.name)
    learner.write(first, list(first.signatures))
    green = learner.nox("-s", "ch1_1")

    assert tried in readme
    for printed, begin, end in (
        (unwritten, ".....---", "in 0s"),
        (wrong, "flatten_images: ", ":77"),
        (green, "....", "in 0s"),
    ):
        text = re.sub(r"in [\d.]+s", "in 0s", printed)
        part = text[text.index(begin) : text.index(end, text.index(begin)) + len(end)]
        assert part in shown, part


@pytest.mark.timeout(1200)
def test_the_whole_way(learner: Learner) -> None:
    """Each chapter begins with a function that turns green, and its end names the next.

    Plain pytest judges the first function, as in an editor but warm, and then its session the chapter, some through
    nox; the session `lessons` tries them all. That each function turns its own tests green is what the session `proof`
    proves. Of the trainings on MNIST only chapter 2.3's runs here; the session `solutions` runs them all. In the end
    all is done that needs no training, and what does is named; the next table has nothing to test again.
    """
    for chapter, following in zip(COURSE, [*COURSE[1:], None], strict=True):
        names = list(chapter.signatures)
        learner.write(chapter, names[:1])
        code, said = run_warm(learner.project / "katas", f"tests/test_{chapter.name}.py", "-m", "not mnist")
        assert code == 1 and f"1 of {len(names)} functions done" in said and f"{names[1]} is not written yet" in said
        learner.write(chapter, names)
        options = [] if chapter == TRAINED else ["-m", "not mnist"]
        if chapter == TRAINED or chapter.number.endswith(".1"):
            said = learner.nox("-s", chapter.session, "--", *options)
        else:
            said = run(learner.project, chapter.name, *options)
        judged = {chapter.function_of(test) for test, trains in record.tests_of(chapter.core).items() if not trains}
        assert f"{len(judged)} of {len(names)} functions done" in said
        assert following is None or f"Next: nox -s {following.session}" in said

    said = learner.nox()

    trained = [chapter for chapter in COURSE if chapter != TRAINED and any(record.tests_of(chapter.core).values())]
    done = re.findall(r"^\d\.\d .* (\d)/\1  done ", said, re.M)
    left = 2  # train_capstone and predict_capstone, which only training judges
    assert f"{FUNCTIONS - left} of {FUNCTIONS} functions done" in said and len(done) == len(COURSE) - len(trained)
    assert f"Only training on MNIST is left of chapter {trained[0].number}." in said
    waiting = subprocess.run([sys.executable, "-c", WAITING], cwd=learner.project, capture_output=True, text=True)
    assert waiting.stdout == "[]\n", waiting.stdout + waiting.stderr


def test_back_and_forth(learner: Learner) -> None:
    """A function that starts over shows in the progress, comes back by undo, and is then compared."""
    first = chapters()["ch11_arrays"]
    learner.write(first, list(first.signatures))
    before = learner.nox()
    reset = learner.nox("-s", "reset", "--", "normalize")
    between = learner.run("dojo.practice.progress")
    red = learner.nox("-s", "ch1_1", code=1)
    undone = learner.nox("-s", "reset", "--", "--undo")
    after = learner.run("dojo.practice.progress")
    compared = learner.nox("-s", "compare", "--", "normalize")

    assert re.search(r"^1\.1 .* 5/5  done", before, re.M) and re.search(r"^1\.1 .* 5/5  done", after, re.M)
    assert "Put the stub of normalize into katas/ch11_arrays.py" in reset
    assert re.search(r"^1\.1 .* 4/5  changed", between, re.M) and "normalize is not written yet" in red
    assert "Brought back katas/ch11_arrays.py from backups/" in undone
    assert "the reference's" in compared and "as fast" in compared


def test_bad_commands(learner: Learner) -> None:
    """A name that does not exist is answered with what there is, and without a traceback."""
    for command in "hint", "reset", "compare":
        said = learner.run(f"dojo.practice.{command}", "sofmax", code=1)
        assert "did you mean softmax?" in said and "Traceback" not in said
