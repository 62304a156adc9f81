"""Run pytest many times, each time in a process of its own that has imported all that takes long already.

One process imports it, and each run is a copy of that one. Where processes cannot be copied, as on Windows, each begins
from nothing.
"""

import multiprocessing
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dojo.ground.chapters import ROOT


def run_pytest(arguments: Sequence[str], printed: Path) -> int | None:
    """Run pytest in the project's folder, and return its exit code; what it prints goes into a file."""
    process = _context().Process(target=_run, args=[arguments, printed])
    process.start()
    process.join()
    exit_code: int | None = process.exitcode
    return exit_code


@cache
def _context() -> Any:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["dojo.proof.warm"])
    return context


def _run(arguments: Sequence[str], printed: Path) -> None:
    with printed.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.chdir(ROOT)
    sys.exit(pytest.main([*arguments]))
