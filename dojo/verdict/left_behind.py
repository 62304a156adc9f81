"""End the programs that a kata has started and not waited for, however the process ended that tested it.

Who starts tests marks the environment that they get, and every program hands it on to those that it starts: of the
marked ones, those that do not descend from who started the tests are left behind. Nox imports this module, so it finds
them in a process of the environment, which has psutil.
"""

import contextlib
import importlib
import os
import subprocess
import sys
import time
from typing import Any

from dojo.ground.chapters import ROOT
from dojo.ground.environment import PYTHON

MARK = "KATAS_TESTED_BY"
ROUNDS = 5  # for those that start others in the meantime

_own = f"{os.getpid()} {time.time_ns()}"


def mark() -> None:
    """Mark what this process starts from now on."""
    os.environ[MARK] = _own


def end_left_behind(mark: str = _own) -> subprocess.Popen[bytes]:
    """End all that carries a mark and does not descend from its process, in a process that may outlast this one."""
    nowhere = subprocess.DEVNULL
    command = [str(PYTHON), "-m", "dojo.verdict.left_behind", mark]
    return subprocess.Popen(command, cwd=ROOT, stdin=nowhere, stdout=nowhere, stderr=nowhere)


def main() -> None:
    """Do so for the mark on the command line, whose first word is a process."""
    psutil: Any = importlib.import_module("psutil")  # which has no types
    mark = sys.argv[1]
    for _ in range(ROUNDS):
        family = {psutil.Process(), *_family(int(mark.split()[0]), psutil)}
        left = [each for each in psutil.process_iter() if each not in family and _mark_of(each, psutil) == mark]
        if not left:
            return
        for each in left:
            with contextlib.suppress(psutil.Error):  # it has ended by itself
                each.kill()


def _family(starter: int, psutil: Any) -> list[Any]:
    try:
        first = psutil.Process(starter)
        return [first, *first.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _mark_of(process: Any, psutil: Any) -> str:
    try:
        return str(process.environ().get(MARK, ""))
    except (psutil.Error, OSError):  # it has ended, or is somebody else's
        return ""


if __name__ == "__main__":
    main()
