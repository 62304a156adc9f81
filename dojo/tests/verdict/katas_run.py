"""A run of a chapter's tests on katas, for tests of what it says."""

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from dojo.ground.chapters import ROOT
from dojo.proof.forked import run_pytest

SOLUTION = (ROOT / "solutions" / "ch11_arrays.py").read_text(encoding="utf-8")
WITHOUT = SOLUTION.replace("def batch(", "def __cut(")
RETURNS = "return rng.standard_normal", "return images.reshape", "return X + row", "return X[start"  # of four functions
BODY = "    return X[start : start + size]\n"  # of batch, the fourth function of five


def run(folder: Path, kata: str, *options: str, test: str = "test_ch11_arrays") -> tuple[int, str]:
    """Run a chapter's tests on a kata; return the exit code and what was printed, without the time it took."""
    (folder / "ch11_arrays.py").write_text(kata, encoding="utf-8")
    return run_warm(folder, f"tests/{test}.py", *options)


def run_warm(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run tests with the katas in a folder, in a copy of a warm process."""
    printed = folder.with_name(f"{folder.name}.txt")
    code = run_pytest([f"--katas={folder}", *arguments], printed)
    assert code is not None
    return code, _as_in_a_project(printed.read_text(encoding="utf-8"), folder)


def run_katas(folder: Path, *options: str, test: str) -> tuple[int, str]:
    """Run a chapter's tests in a process that begins from nothing, as an editor starts it."""
    command = [sys.executable, "-m", "pytest", f"tests/{test}.py", f"--katas={folder}", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)
    return done.returncode, _as_in_a_project(done.stdout + done.stderr, folder)


def _as_in_a_project(text: str, katas: Path) -> str:
    return re.sub(r" in [\d.]+s( \(.*\))?", "", text.replace(str(katas), "katas"))


def with_batch(*lines: str) -> str:
    """Return chapter 1.1, right but for the body of `batch`."""
    assert BODY in SOLUTION
    return SOLUTION.replace(BODY, "".join(f"    {line}\n" for line in lines))


def with_lines(lines: Iterable[str]) -> str:
    """Return chapter 1.1 with a line before what each of its first four functions returns."""
    kata = SOLUTION
    for line, text in zip(lines, RETURNS, strict=True):
        assert kata.count(text) == 1
        kata = kata.replace(text, f"{line}\n    {text}")
    return kata


def line_of(kata: str, text: str) -> int:
    """Return the number of the line that contains a text."""
    return next(number for number, line in enumerate(kata.splitlines(), 1) if text in line)
