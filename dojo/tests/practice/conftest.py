"""Sessions that wait for saves, for tests that save."""

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

LIMIT = 120.0  # seconds for all of it: a limit for a machine that is stuck, not a measure
Attached = Callable[..., str]


@pytest.fixture
def attached() -> Attached:
    """Return what runs a session that waits for saves, and saves when it waits."""

    def run(project: Path, module: str, *arguments: str, saves: Sequence[Callable[[], object]] = ()) -> str:
        """Run it to its end, or until nothing is left to save; return what it prints."""
        process = subprocess.Popen(
            [sys.executable, "-m", f"dojo.practice.{module}", *arguments],
            cwd=project,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        assert process.stdin and process.stdout
        stuck = threading.Timer(LIMIT, process.kill)
        stuck.start()
        text, left = "", list(saves)
        for line in process.stdout:
            text += line
            if "Waiting for the next save" in line:
                if left:
                    left.pop(0)()
                else:
                    process.stdin.close()  # as nox's end does
        process.wait()
        stuck.cancel()
        process.stdin.close()
        process.stdout.close()
        return text

    return run
