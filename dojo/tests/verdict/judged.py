"""A chapter's session on a kata, for tests of how it ends."""

import subprocess
import sys
import time
from pathlib import Path

from dojo.verdict.interrupt import slowness

SESSION = "import sys; from dojo.ground.chapters import chapters; from dojo.verdict import judge; " + (
    "sys.exit(judge.test_chapter(chapters()['ch11_arrays'], sys.argv[1:]))"
)
LIMIT = 8.0  # seconds on a quiet machine: a test has 4, what cannot be interrupted a second more, the rest is start
SOON = "--timeout=1"  # seconds for a test, where nothing depends on how many
STUCK = 60.0  # seconds, on whatever machine


def session(project: Path, kata: str, *options: str) -> tuple[int, str]:
    """Run chapter 1.1 as its session does; return the exit code and what is printed."""
    (project / "katas" / "ch11_arrays.py").write_text(kata, encoding="utf-8")
    command = [sys.executable, "-c", SESSION, *options]
    start, slow = time.perf_counter(), slowness.__wrapped__()
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", timeout=100)
    assert time.perf_counter() - start < LIMIT * max(slow, slowness.__wrapped__())
    return done.returncode, done.stdout + done.stderr
