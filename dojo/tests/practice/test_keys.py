"""Keys that are pressed while the watch shows a verdict on a terminal."""

import os
import re
import select
import signal
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from dojo.practice import keys
from dojo.tests.endless import IN_C, hasten

KILLS = True  # so that each test has a project of its own


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the terminal is a pseudo-terminal of POSIX")
LIMIT = 60.0  # seconds for an answer: a limit for a machine that is stuck, not a measure


class Terminal:
    """A watch over chapter 1.1 of a project on a terminal of its own, with a pipe as its standard input."""

    def __init__(self, project: Path) -> None:
        import pty

        read, self.pipe = os.pipe()
        self.process, self.handle = pty.fork()
        if self.process == 0:
            os.dup2(read, 0)
            os.close(self.pipe)
            os.chdir(project)
            os.execv(sys.executable, [sys.executable, "-m", "dojo.practice.watch", "ch11_arrays"])
        os.close(read)
        self.code: int | None = None

    def until(self, pattern: str) -> str:
        """Wait for a text, and return what was shown up to it, without colors."""
        shown, end = b"", time.monotonic() + LIMIT
        while time.monotonic() < end:
            if select.select([self.handle], [], [], 0.2)[0]:
                shown += os.read(self.handle, 4096)
            text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.decode(errors="replace"))
            if re.search(pattern, text):
                return text
        raise TimeoutError(shown)

    def press(self, key: str) -> None:
        """Press a key."""
        os.write(self.handle, key.encode())

    def ended(self) -> int:
        """Wait for the end, and return the exit code."""
        end = time.monotonic() + LIMIT
        while self.code is None and time.monotonic() < end:
            process, status = os.waitpid(self.process, os.WNOHANG)
            self.code = os.waitstatus_to_exitcode(status) if process else None
            time.sleep(0.02)
        assert self.code is not None
        return self.code

    def close(self) -> None:
        """Leave nothing behind."""
        if self.code is None:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        os.close(self.pipe)
        os.close(self.handle)


@pytest.fixture
def terminal(project: Path) -> Generator[Terminal]:
    """Watch a project whose chapter 1.1 is written but for `batch`, from after the first verdict on."""
    text = (project / "solutions" / "ch11_arrays.py").read_text(encoding="utf-8")
    text = text.replace("return X[start : start + size]", "return X")
    (project / "katas" / "ch11_arrays.py").write_text(text, encoding="utf-8")
    shown = Terminal(project)
    try:
        assert "4 of 5 functions done" in shown.until("q quit")
        yield shown
    finally:
        shown.close()


def test_each_key(terminal: Terminal) -> None:
    """Each key does what the line says, and then the line is there again; the last one ends the watch."""
    for key, expected in (
        ("h", "batch, chapter 1.1, hint 1"),
        ("c", "the reference's"),
        ("t", "Chapter 1.1 has no training on MNIST"),
        ("r", "4 of 5 functions done"),
        ("p", "4 of 5 functions done"),
        ("n", "dot is not written yet"),
    ):
        terminal.press(key)
        assert expected in " ".join(terminal.until("q quit").split()), key

    terminal.press("q")

    assert terminal.ended() == 0


def test_polish_ends_like_any_other_run(terminal: Terminal, project: Path) -> None:
    """A kata that heeds no interruption is ended, also where polish is asked for."""
    hasten(project)
    kata = project / "katas" / "ch11_arrays.py"
    text = kata.read_text(encoding="utf-8")
    kata.write_text(text.replace("return X\n", f"{IN_C}\n"), encoding="utf-8")
    terminal.until("q quit")

    terminal.press("p")

    assert "could not be interrupted" in " ".join(terminal.until("q quit").split())


def test_other_keys_do_nothing(terminal: Terminal) -> None:
    """A key without a meaning is not even shown."""
    terminal.press("xyz\n")
    terminal.press("r")

    assert "xyz" not in terminal.until("q quit")


def test_the_line_fits() -> None:
    """It names each key on one line of a narrow terminal."""
    assert len(keys.LINE) < 80 and all(f"{key} {meaning}" in keys.LINE for key, meaning in keys.MEANINGS.items())
