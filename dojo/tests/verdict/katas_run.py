"""A run of a chapter's tests on a kata, as an editor starts it, for tests of what it says."""

import re
import subprocess
import sys
from pathlib import Path

from dojo.ground.chapters import ROOT

SOLUTION = (ROOT / "solutions" / "ch11_arrays.py").read_text(encoding="utf-8")
WITHOUT = SOLUTION.replace("def batch(", "def __cut(")
BODY = "    return X[start : start + size]\n"  # of batch, the fourth function of five


def run(folder: Path, kata: str, *options: str, test: str = "test_ch11_arrays") -> tuple[int, str]:
    """Run a chapter's tests on a kata; return the exit code and what was printed, without the time it took."""
    (folder / "ch11_arrays.py").write_text(kata, encoding="utf-8")
    return run_katas(folder, *options, test=test)


def run_katas(folder: Path, *options: str, test: str) -> tuple[int, str]:
    """Run a chapter's tests on the katas in a folder."""
    command = [sys.executable, "-m", "pytest", f"tests/{test}.py", f"--katas={folder}", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)
    text = (done.stdout + done.stderr).replace(str(folder), "katas")
    return done.returncode, re.sub(r" in [\d.]+s( \(.*\))?", "", text)


def with_batch(*lines: str) -> str:
    """Return chapter 1.1, right but for the body of `batch`."""
    assert BODY in SOLUTION
    return SOLUTION.replace(BODY, "".join(f"    {line}\n" for line in lines))


def line_of(kata: str, text: str) -> int:
    """Return the number of the line that contains a text."""
    return next(number for number, line in enumerate(kata.splitlines(), 1) if text in line)
