"""What a kata starts ends with the tests, however they end."""

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dojo.proof.project import make_project
from dojo.tests.endless import IN_C, LOOP
from dojo.tests.verdict.judged import SESSION, SOON, STUCK, session
from dojo.tests.verdict.katas_run import with_batch, with_lines


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that all these tests write their katas into."""
    return make_project(tmp_path_factory.mktemp("project"))


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
@pytest.mark.parametrize("ended", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_of_a_session_that_is_killed(project: Path, ended: signal.Signals) -> None:
    """However the session ends, the tests end with it."""
    (project / "katas" / "ch11_arrays.py").write_text(with_batch(LOOP), encoding="utf-8")
    command = [sys.executable, "-c", SESSION, "--timeout=60"]
    process = subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: len(alive(project)) == 2)
    time.sleep(1)

    process.send_signal(ended)
    process.wait()

    wait_until(lambda: not alive(project))


SLEEPER = "import os, subprocess, sys", "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(99)'])"
FORK = "import os, time", "if not os.fork(): time.sleep(99)"
TWICE = "import os, time", "if not os.fork(): os.fork() or os._exit(time.sleep(99) or 0)"  # whose parent is gone
STARTS = {
    "a program, and exits": (*SLEEPER, "os._exit(0)"),
    "a program, and is killed": (*SLEEPER, "os.kill(os.getpid(), 9)"),
    "a program, and heeds nothing": (*SLEEPER, IN_C),
    "a session, and exits": (SLEEPER[0], f"{SLEEPER[1][:-1]}, start_new_session=True)", "os._exit(0)"),
    "a fork, and exits": (*FORK, "os._exit(0)"),
    "a fork of a fork, and exits": (*TWICE, "os._exit(0)"),
}


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
@pytest.mark.parametrize("starts", STARTS)
def test_nothing_is_left_of_what_a_kata_starts(project: Path, starts: str) -> None:
    """A program that a kata starts and does not wait for ends with the tests, also where they end in a strange way."""
    code, text = session(project, with_batch(*STARTS[starts]), SOON)

    assert code == 1, text
    wait_until(lambda: not alive(project))


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_nothing_is_left_of_what_a_right_answer_starts(project: Path) -> None:
    """Neither of a program nor of a fork of a fork, and it is a right answer."""
    code, text = session(project, with_lines(["pass", "pass", "; ".join(SLEEPER), f"{TWICE[0]}\n    {TWICE[1]}"]), SOON)

    assert code == 0, text
    wait_until(lambda: not alive(project))


def alive(project: Path) -> list[Path]:
    """Return the processes that work in a project's folder."""
    found: list[Path] = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            found += [process] if (process / "cwd").resolve() == project.resolve() else []
    return found


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait, but not for ever."""
    end = time.perf_counter() + STUCK
    while not happened():
        assert time.perf_counter() < end
        time.sleep(0.05)
