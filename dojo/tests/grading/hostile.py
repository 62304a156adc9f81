"""Submissions that attack their grader, all of chapter 1.3: none has a right function, and none may get a point.

    python -m dojo.tests.grading.hostile

grades each of them, with an honest one after it, and prints what came of it.
"""

import contextlib
import os
import time
from pathlib import Path
from typing import Any

from dojo.grading.grade import Terms, grade
from dojo.grading.submissions import Submission
from dojo.ground.chapters import ROOT, SOLUTIONS
from dojo.tests.grading.attacks import QUICK, SLOW

CHAPTER = "ch13_functions"
TERMS = Terms("bubblewrap", b"the secret of the hostile class", [CHAPTER])
WRONG = """
import os, sys
import numpy as np

def exponential(Z):
    return attack(Z, "exponential")

def positive_part(Z):
    return attack(Z, "positive_part")

def sigmoid(Z):
    return attack(Z, "sigmoid")

def attack(Z, name):
    return None

ROOT = "{root}"
"""


def submission(attack: str) -> Submission:
    """Return what is handed in with an attack."""
    text = WRONG.replace("{root}", str(ROOT)) + attack
    return Submission({f"{CHAPTER}.py": text.encode()}, [])


def honest() -> Submission:
    """Return the reference."""
    return Submission({f"{CHAPTER}.py": (SOLUTIONS / f"{CHAPTER}.py").read_bytes()}, [])


def left_behind(patience: float = 60) -> list[str]:
    """Return the commands of processes that stay in this program's sandboxes, or in nobody's.

    Args:
        patience: seconds in which the system may end what was killed.
    """
    end = time.monotonic() + patience
    while (found := _inside()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def _inside() -> list[str]:
    commands, parents = dict[int, str](), dict[int, int]()
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            commands[int(path.name)] = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            parents[int(path.name)] = int((path / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    inside = [process for process, command in commands.items() if "dojo.grading.inside" in command]
    owners = {process: _owner(process, parents, commands) for process in inside}
    return [commands[process] for process, owner in owners.items() if owner in (os.getpid(), 1)]


def _owner(process: int, parents: dict[int, int], commands: dict[int, str]) -> int:
    """Return the process outside all sandboxes that started one inside."""
    while process > 1 and "dojo.grading.inside" in commands.get(process, ""):
        process = parents.get(process, 1)
    return process


def main() -> None:
    """Grade them all, and print a line for each."""
    right: dict[str, Any] = grade(honest(), TERMS)
    for name, attack in (QUICK | SLOW).items():
        start = time.monotonic()
        found = grade(submission(attack), TERMS)
        verdicts = {function: each["verdict"] for function, each in found["chapters"]["ch1_3"]["functions"].items()}
        after = grade(honest(), TERMS) == right and not left_behind() and not (ROOT / "hostile.txt").exists()
        harm = "" if after else "  HARM DONE"
        print(f"{found['points']:g} points, {time.monotonic() - start:5.1f} s  {name}: {verdicts}{harm}", flush=True)


if __name__ == "__main__":
    main()
