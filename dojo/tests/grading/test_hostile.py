"""No submission gets a point that it has no right answer for, does harm, or leaves anything behind."""

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from dojo.grading import barred, hidden
from dojo.grading.grade import ANSWERS, FOR_ANSWERS, MEGABYTES, grade
from dojo.grading.sandbox import Ended, Sandbox
from dojo.grading.walls import NOBODY, trouble
from dojo.grading.weights import Weights
from dojo.ground.chapters import ROOT
from dojo.tests.grading.attacks import GRASPS, QUICK
from dojo.tests.grading.hostile import CHAPTER, TERMS, honest, left_behind, submission

CLOSED = trouble("bubblewrap")
FORGED = "patches pytest", "reads the reference by its path", "tells the judge that all is well"
CRASHING = "ends the program at import", "puts a pipe in the place of what it tells"
EXPECTED = {**dict.fromkeys(FORGED, {"disputed"}), **dict.fromkeys(CRASHING, {"crashed"})}


def verdicts(attack: str) -> set[str]:
    """Grade an attack, and return the verdicts of its functions; none has a point."""
    found = grade(submission(attack), TERMS)

    assert found["points"] == 0
    return {function["verdict"] for function in found["chapters"]["ch1_3"]["functions"].values()}


if not CLOSED:

    @pytest.fixture(autouse=True)
    def no_harm() -> Iterator[None]:
        """Nothing is written outside, and no process stays."""
        yield
        assert not (ROOT / "hostile.txt").exists()
        assert left_behind() == []

    @pytest.mark.parametrize("name", QUICK)
    def test_an_attack_earns_nothing(name: str) -> None:
        """Whatever a kata does to the tests, to what runs them and to the system, wrong functions have no points.

        Tests that are said to pass, of functions whose answers are wrong, are for a human; exit code 0 is no success;
        and nobody waits for what is told through a pipe.
        """
        found = verdicts(QUICK[name])

        assert "passed" not in found and found == EXPECTED.get(name, found)

    def test_what_no_limit_counts_is_refused() -> None:
        """A kata gets no memory that outlives its process, and reaches into none that it has not started."""
        grasp = "try:\n{}\n    print('granted:', {!r})\nexcept OSError:\n    print('refused:', {!r})\n"
        kata = "".join(grasp.format(textwrap.indent(lines, "    "), name, name) for name, lines in GRASPS.items())

        found = grade(submission(kata), TERMS)

        assert found["output"].splitlines() == [f"refused: {name}" for name in GRASPS]

    def test_who_only_waits_is_given_up(tmp_path: Path) -> None:
        """A kata that lets the time pass, and heeds no signal, ends its sandbox: after two of them none is begun."""
        waits = "import signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\ntime.sleep(999)"
        (tmp_path / f"{CHAPTER}.py").write_text(waits, encoding="utf-8")
        tmp_path.chmod(0o755)
        sandbox = Sandbox("bubblewrap", tmp_path, FOR_ANSWERS, ANSWERS, 1, MEGABYTES)

        with pytest.raises(Ended, match="time"):
            sandbox.ask(hidden.request(CHAPTER, "sigmoid", hidden.Question([], [])))

        sandbox.end()

    def test_an_honest_submission_has_all_points() -> None:
        """The reference passes, with every hidden input right."""
        found = grade(honest(), TERMS)

        functions = found["chapters"]["ch1_3"]["functions"].values()
        assert found["points"] == found["possible"] == 3
        assert all(each["hidden"] == {"equal": 8, "of": 8} for each in functions)


if not CLOSED:

    def test_polish_runs_where_it_is_rewarded() -> None:
        """With a weight, a chapter that passes gets a bonus for its polish tests; without one, they do not run."""
        rewarded = grade(honest(), TERMS._replace(weights=Weights(polish=1.0)))["chapters"]["ch1_3"]

        assert grade(honest(), TERMS)["chapters"]["ch1_3"]["polish"] is None
        assert rewarded["polish"]["passed"] == rewarded["polish"]["of"] > 0
        assert rewarded["points"] == rewarded["possible"] + rewarded["bonus"] == 4


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("bwrap"), reason="needs bubblewrap")
def test_where_bubblewrap_works_nothing_is_in_the_way() -> None:
    """Wherever the project is, there are sandboxes if namespaces are open; else most tests of this file are missing."""
    inner = "bwrap --unshare-user --unshare-pid --unshare-net --dev-bind / / --proc /proc true".split()
    nobody = f"bwrap --dev-bind / / setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups".split()
    command = inner if os.getuid() else [*nobody, *inner]

    open_ = subprocess.run(command, capture_output=True).returncode == 0

    assert not (open_ and CLOSED)


@pytest.mark.skipif(bool(CLOSED), reason="needs bubblewrap")
@pytest.mark.parametrize("said", ["bwrap: execvp python: Permission denied", "No module named 'dojo.verdict'"])
def test_files_that_are_closed_to_nobody_are_named(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where root keeps the project closed, namespaces are not to blame, and the message says how to open it."""

    def closed(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 1, "", f"{said}\n")

    monkeypatch.setattr(subprocess, "run", closed)

    assert f"({said}): chmod -R a+rX '{ROOT}'" in trouble("bubblewrap")


def test_without_the_filter_nothing_is_graded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where system calls cannot be barred, one line says what to install."""
    monkeypatch.setattr(shutil, "which", str)
    monkeypatch.setattr(barred, "is_here", lambda: False)

    said = trouble("bubblewrap")

    assert "apt install libseccomp2" in said and "\n" not in said


def test_without_bubblewrap_nothing_is_graded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no bwrap, one line says so, and what to do instead."""

    def nowhere(name: str) -> None:
        """Find no program."""

    monkeypatch.setattr(shutil, "which", nowhere)

    said = trouble("bubblewrap")

    assert "\n" not in said
    assert "--sandbox container" in said
    assert ("apt install bubblewrap" in said) == (sys.platform == "linux")
