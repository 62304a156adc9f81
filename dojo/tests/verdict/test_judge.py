"""Whatever ends the tests early is a failure with one clear line, and nothing wrong is kept of it."""

import re
import sys
from pathlib import Path

import pytest

from dojo.ground.chapters import chapters
from dojo.proof.project import make_project
from dojo.tests.endless import IN_C, LOOP
from dojo.tests.verdict.judged import SOON, session
from dojo.tests.verdict.katas_run import BODY, SOLUTION, with_batch, with_lines
from dojo.verdict.judge import Judge
from dojo.verdict.left_behind import MARK

OVER = "in the middle of batch: its time was up, and it could not be interrupted"
SUM = "return sum(range(10**12))"
FIRST = chapters()["ch11_arrays"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that all these tests write their katas into."""
    return make_project(tmp_path_factory.mktemp("project"))


def line(text: str) -> str:
    """Return the place and the text of a line that is the first one of `batch`, as they are shown."""
    return f"katas/ch11_arrays.py:{SOLUTION[: SOLUTION.index(BODY)].count(chr(10)) + 1}   {text}\n"


ENDS = {
    "ends while imported": (SOLUTION + "\nimport os\nos._exit(0)\n", "katas/ch11_arrays.py, or a file that it imports"),
    "ends": (
        with_batch("import os", "os._exit(0)"),
        "in the middle of batch: something ended the program with exit code 0",
    ),
    "counts in C": (with_batch(SUM), OVER, line(SUM)),
    "catches all": (with_batch("while True:", "    try:", f"        {LOOP}", "    except BaseException: pass"), OVER),
    "crashes": (with_batch("import ctypes", "return ctypes.string_at(0)"), "in the middle of batch"),
    "skips": (with_batch("import unittest", "raise unittest.SkipTest('later')"), "the kata ends its own test: later"),
    "skips while imported": (SOLUTION + "\nimport unittest\nraise unittest.SkipTest\n", "skips its own tests"),
    "interrupted while imported": (SOLUTION + "\nraise KeyboardInterrupt\n", "fails while it is imported"),
    "sends itself Ctrl-C": (
        with_batch("import os, signal", "os.kill(os.getpid(), signal.SIGINT)", "return X"),
        "The tests ended in the middle of batch: it was interrupted.",
    ),
    "closes every file": (with_batch("import os", "os.closerange(0, 99)"), "The tests ended in the middle of batch: "),
}
ENDLESS = f"""
class Endless(Exception):
    def __str__(self):
        {LOOP}

    __repr__ = __str__

"""


@pytest.mark.parametrize("kind", ENDS)
def test_strange_endings(project: Path, kind: str) -> None:
    """The exit code is 1, a line says what was going on, and neither pytest's insides nor a success is shown."""
    kata, *said = ENDS[kind]

    code, text = session(project, kata, SOON)

    assert code == 1 and all(each in text for each in said), text
    assert "INTERNALERROR" not in text and "Traceback" not in text and "Next: " not in text


RAISES = {
    "raise KeyboardInterrupt": "raise KeyboardInterrupt\n\n  KeyboardInterrupt\n",
    "raise BaseException('odd')": "BaseException: odd",
    "raise GeneratorExit": "GeneratorExit",
    "import sys; sys.settrace(lambda *_: 1 / 0); return 1": "ZeroDivisionError",
}


def test_what_one_function_raises_ends_no_other_functions_tests(project: Path) -> None:
    """Whatever it is, it is told like any other error, and the last function is done."""
    code, text = session(project, with_lines(RAISES), "--all", SOON)

    assert code == 1 and [said for said in RAISES.values() if said not in text] == [], text
    assert "INTERNALERROR" not in text and "Traceback" not in text and "1 of 5 functions done" in text


HARMLESS = {
    "closes its output": "import sys; sys.stdout.close(), sys.stderr.close(), sys.stdout.buffer.close()",
    "replaces its output": "import sys; sys.stdout = sys.stderr = sys.excepthook = None",
    "changes its place": "import os; os.chdir(os.sep), os.environ.clear()",
    "changes Python": "import builtins, os, sys; builtins.print = builtins.str = os.write = sys.exit = None",
    "forgets its modules": "import sys; [sys.modules.pop(name) for name in [*sys.modules] if name != 'sys']",
    "forgets where modules are": "import sys; sys.path.clear(), sys.meta_path.clear(), sys.path_hooks.clear()",
    "changes signals": "import signal; [signal.signal(number, signal.SIG_IGN) for number in (2, 14, 15)]",
    "stops itself": "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
    "sets an alarm": "import signal; signal.setitimer(signal.ITIMER_REAL, 0.01)",
    "leaves a thread": "import threading, time; threading.Thread(target=time.sleep, args=[999]).start()",
    "forks": "import os; os.fork()",
    "raises where nobody catches it": "class D:\n        def __del__(self): raise KeyboardInterrupt\n    D()",
}


@pytest.mark.skipif(sys.platform == "win32", reason="which lacks some of what these katas do")
@pytest.mark.parametrize("kinds", [[*HARMLESS][first::3] for first in range(3)], ids=", ".join)
def test_harmless(project: Path, kinds: list[str]) -> None:
    """A right answer is right, whatever else it does to the program, here in four functions; the session ends."""
    code, text = session(project, with_lines(HARMLESS[kind] for kind in kinds))

    assert code == 0 and "5 of 5 functions done" in text and "21 passed" in text, text


@pytest.mark.parametrize("line", ["raise Endless", "raise KeyError(Endless())", "return Endless()"])
def test_a_value_that_never_shows_itself(project: Path, line: str) -> None:
    """An endless `__str__` or `__repr__` is an endless loop like any other, and the other tests wait."""
    code, text = session(project, ENDLESS + with_batch(line), SOON)

    assert code == 1 and re.search(r"batch ran for more than \d+ seconds: does one of its loops never end\?", text), (
        text
    )
    assert "1 failed" in text


@pytest.mark.parametrize(
    "line", ["while True: pass", "import time; time.sleep(999)", IN_C], ids=["computes", "sleeps", "locks"]
)
def test_an_import_that_never_ends(project: Path, line: str) -> None:
    """It is ended at a test's limit, and its line is shown."""
    code, text = session(project, f"{SOLUTION}\n{line}\n", SOON)

    assert code == 1 and f"katas/ch11_arrays.py:{SOLUTION.count(chr(10)) + 2}   {line}" in text, text


def test_no_room_for_temporary_files(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the tests cannot tell anything, that is said in one line."""

    def full(**_: str) -> tuple[int, str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)

    with pytest.raises(SystemExit, match="^The tests need room for small temporary files: No space left on device$"):
        Judge([FIRST])


def test_failure_is_shown_when_the_diagnosis_ends(project: Path) -> None:
    """If looking for the cause ends the process, the failure itself is still shown."""
    kata = with_batch("if size == 4 and start == 4:", "    import os", "    os._exit(0)", "return X[start:]")

    code, text = session(project, kata)

    assert code == 1 and "batch: With rows 0 to 5" in text and "expected  shape (2, 2)" in text


def test_a_run_with_an_option_that_changes_the_verdict_keeps_nothing(project: Path) -> None:
    """After a session with such an option, nothing is recorded."""
    for kept in (project / ".kata_cache").glob("*"):
        kept.unlink()

    session(project, SOLUTION, "--setup-only")

    assert not list((project / ".kata_cache").glob("ch*"))


def test_options_that_change_the_verdict_keep_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a run tells is recorded if it had options whose effect nobody knows; without them it is."""
    monkeypatch.setattr("dojo.verdict.record.RECORDS", tmp_path)
    monkeypatch.setenv(MARK, "")  # which the judge changes
    for option in "--setup-only", "--setup-plan", "-Wignore", "--deselect=x", "--all":
        judge = Judge([FIRST], [option])
        judge.file.write_text('{"word": "import", "chapter": "ch11_arrays"}\n{"word": "end", "code": 1}\n', "utf-8")
        judge.ending(1)

        assert [path.stem for path in tmp_path.iterdir()] == [FIRST.name] * (option == "--all"), option


def test_helpers_of_the_learner_count(project: Path) -> None:
    """A record holds only as long as other files in katas/ are what they were."""
    helpers = project / "katas" / "helpers.py"
    helpers.write_text("SIZE = 1\n", encoding="utf-8")
    kata = SOLUTION.replace(BODY, f"    import helpers  # {{}}\n    assert helpers.SIZE\n{BODY}")
    session(project, kata)
    (record,) = (project / ".kata_cache").glob("ch11*")
    before = record.read_text(encoding="utf-8")
    helpers.write_text("SIZE = 0\n", encoding="utf-8")

    code, _ = session(project, kata)

    helpers.unlink()
    assert code == 1 and record.read_text(encoding="utf-8") != before
