"""Run a command again and again, kill it at some moment, and see that nothing is lost or half written.

Run where a project of its own is: `python …/killing.py 50 reset ch1_1` does so 50 times, in copies of a process that
has imported the command, so that hardly any of them is killed before it has begun.
"""

import contextlib
import importlib
import json
import multiprocessing
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path.cwd()))

from dojo.ground.chapters import KATAS, SOLUTIONS  # noqa: E402
from dojo.ground.safe_files import BACKUPS, RECORDS  # noqa: E402

NAME = "ch11_arrays.py"
CONTEXT: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "fork")


def main(rounds: int, words: list[str]) -> None:
    """Do so, and say at the end that nothing was lost."""
    importlib.import_module(f"dojo.practice.{words[0]}")
    kata, rng = KATAS / NAME, random.Random(0)
    written = (SOLUTIONS / NAME).read_bytes()
    _, takes = (whole(words, written) for _ in range(2))  # the first has to compile more
    after = kata.read_bytes()
    for _ in range(rounds):
        process = begun(words, written)
        time.sleep(rng.uniform(0, 1.2 * takes))
        process.kill()
        process.join()
        assert kata.read_bytes() in (written, after)
    assert {path.read_bytes() for path in BACKUPS.glob("ch*")} <= {written, after}
    for path in RECORDS.glob("ch*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["tests"]
    print(f"{rounds} times killed: nothing was lost")


def whole(words: list[str], written: bytes) -> float:
    """Run a command to its end, and return the seconds that it takes."""
    process, start = begun(words, written), time.perf_counter()
    process.join()
    assert process.exitcode == 0
    return time.perf_counter() - start


def begun(words: list[str], written: bytes) -> Any:
    """Return a process that has begun to run a command, where the kata is written and nothing is known."""
    (KATAS / NAME).write_bytes(written)
    for file in RECORDS.glob("*"):
        file.unlink()
    process = CONTEXT.Process(target=run, args=[words])
    process.start()
    return process


def run(words: list[str]) -> None:
    """Run a command in this process, and say nothing."""
    sys.argv = words
    with open(os.devnull, "w", encoding="utf-8") as nobody, contextlib.redirect_stdout(nobody):
        with contextlib.redirect_stderr(nobody):
            importlib.import_module(f"dojo.practice.{words[0]}").main()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
