"""A watch over a project, for tests that save."""

import queue
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

CHAPTER = "ch11_arrays"
MODULE = "-m", "dojo.practice.watch"
LIMIT = 60.0  # seconds for a verdict: a limit for a machine that is stuck, not a measure


class Watched:
    """A watch over a project, and what it prints."""

    def __init__(self, project: Path, *arguments: str, command: tuple[str, ...] = MODULE) -> None:
        self.kata = project / "katas" / f"{CHAPTER}.py"
        self.solution = (project / "solutions" / f"{CHAPTER}.py").read_text(encoding="utf-8")
        self.lines: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, *command, *arguments],
            cwd=project,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self.listening = threading.Thread(target=self._listen, daemon=True)
        self.listening.start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def close(self) -> None:
        """End it as nox's end does, and see that it goes."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(LIMIT)
        self.listening.join(LIMIT)
        self.process.stdout.close()

    def until(self, pattern: str) -> str:
        """Wait for a line, and return what was printed up to it."""
        text = ""
        while not re.search(pattern, text):
            try:
                text += self.lines.get(timeout=LIMIT)
            except queue.Empty:
                pytest.fail(f"waited {LIMIT:.0f} s for {pattern!r} after:\n{text}")
        return text
