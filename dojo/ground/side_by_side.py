"""Run several modules at the same time, and print what each says whole, when it ends."""

import os
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from dojo.ground.chapters import ROOT
from dojo.ground.environment import PYTHON


def run_side_by_side(commands: Sequence[Sequence[str]]) -> list[str]:
    """Run modules, as many at a time as there are cores, in this order; print what each says, and return who failed."""
    failed: list[str] = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {pool.submit(run, command): " ".join(command) for command in commands}
        try:
            for each in as_completed(running):
                said, code, seconds = each.result()
                print(f"{running[each]}: {seconds:.0f} seconds\n{said}", flush=True)
                failed += [running[each]] if code else []
        finally:
            pool.shutdown(cancel_futures=True)  # after Ctrl-C nothing more begins
    return failed


def run(command: Sequence[str]) -> tuple[str, int, float]:
    """Run a module; return what it says, its exit code, and how many seconds it took."""
    start = time.monotonic()
    whole = [str(PYTHON), "-m", *command]
    done = subprocess.run(
        whole, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    return done.stdout, done.returncode, time.monotonic() - start
