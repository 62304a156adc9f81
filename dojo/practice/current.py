"""Bring what is known of the katas up to date: run the quick tests of those of which too little is known.

What is known of a kata that has not changed is believed. Training on MNIST is left to a chapter's own session.
"""

import subprocess
import sys
from collections.abc import Sequence
from tempfile import TemporaryFile

from rich.console import Console

from dojo.ground.chapters import ROOT, Chapter, chapters
from dojo.ground.environment import until_it_ends
from dojo.ground.pytorch import missing
from dojo.practice.standing import Standing, standing
from dojo.verdict.judge import USAGE, Ending, Judge
from dojo.verdict.record import trouble

QUICK = "-m", "not mnist"


def up_to_date(console: Console) -> list[Standing]:
    """Return the state of all chapters, after a run of the tests of those that have changed."""
    standings = [standing(chapter) for chapter in chapters().values()]
    waiting = [each.chapter for each in standings if each.waits and not missing(each.chapter)]
    if waiting:
        count = f"{len(waiting)} chapters" if len(waiting) > 1 else f"chapter {waiting[0].number}"
        with console.status(f"Testing {count} …"):
            test_all(waiting)
        standings = [standing(chapter) for chapter in chapters().values()]
        if why := trouble():
            console.print(why, markup=False, highlight=False)
    return standings


def test_all(waiting: Sequence[Chapter]) -> None:
    """Run the quick tests of some chapters together, and then by themselves those of which that tells nothing."""
    test(waiting)
    if len(waiting) > 1:
        for chapter in waiting:
            if standing(chapter).waits:
                test([chapter])


def test(some: Sequence[Chapter]) -> None:
    """Run the quick tests of some chapters in one process."""
    ending, said = judged(Judge(some, QUICK), *(str(chapter.core) for chapter in some), *QUICK)
    if not ending.began:
        sys.exit(said.strip() if ending.code == USAGE else "\n".join(ending.lines).strip())


def judged(judge: Judge, *options: str, timeout: float | None = None) -> tuple[Ending, str]:
    """Run tests without a word, for some seconds at most, and return how they ended, and what they print.

    That goes into a file: a pipe would be open as long as any program that a kata has left behind.
    """
    command = [sys.executable, "-m", "dojo.verdict.run_pytest", *options, judge.option]
    with TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
        try:
            code = process.wait(timeout) if timeout else until_it_ends(process)
        except BaseException:  # Ctrl-C, or its time is up
            process.kill()
            process.wait()
            judge.give_up()
            raise
        ending = judge.ending(code)
        said.seek(0)
        return ending, said.read().decode(errors="replace")
